import Foundation
import Testing

/// The arrows of the design's section 3: which module of ours may import which, and who alone imports a library.
@Suite struct ArchitectureTests {
  /// Shared modules first; `both` stands for the compile side and the run side together.
  static let shared = [
    "Diagnostics", "PostgresSyntax", "DatabaseCatalog", "BundleFormat", "PostgresClient", "ExternalPrograms",
  ]
  static let compileSide = ["RuleSyntax", "MaskingFunctions", "MaskingCompiler"]
  static let runSide = ["Executor", "Verifier", "SnapshotStage"]

  static let allowed: [String: Set<String>] = [
    "Diagnostics": [],
    "PostgresSyntax": ["Diagnostics"],
    "DatabaseCatalog": ["PostgresSyntax"],
    "BundleFormat": ["DatabaseCatalog", "PostgresSyntax"],
    "PostgresClient": ["DatabaseCatalog", "PostgresSyntax"],
    "ExternalPrograms": [],
    "RuleSyntax": ["Diagnostics"],
    "MaskingFunctions": ["Diagnostics", "PostgresSyntax", "DatabaseCatalog"],
    "MaskingCompiler": [
      "Diagnostics", "PostgresSyntax", "DatabaseCatalog", "BundleFormat", "RuleSyntax", "MaskingFunctions",
    ],
    "Executor": ["BundleFormat", "PostgresClient", "DatabaseCatalog", "PostgresSyntax"],
    "Verifier": ["BundleFormat", "PostgresClient", "DatabaseCatalog", "PostgresSyntax"],
    "SnapshotStage": ["BundleFormat", "PostgresClient", "ExternalPrograms", "PostgresSyntax"],
    "FixtureValidation": Set(shared + compileSide + ["Executor", "Verifier"]),
    "MaskingJob": Set(shared + compileSide + runSide + ["FixtureValidation"]),
    "Commands": Set(shared + compileSide + runSide + ["FixtureValidation", "MaskingJob"]),
    "understudy": ["Commands"],
  ]

  /// Libraries, and the one module that may import each.
  static let onlyImporter = [
    "CPgQuery": "PostgresSyntax", "CLibPQ": "PostgresClient", "CLibXML": "FixtureValidation", "Crypto": "BundleFormat",
    "Yams": "RuleSyntax", "Subprocess": "ExternalPrograms", "ArgumentParser": "Commands",
  ]

  private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources")

  /// The modules that each of ours imports, read from its source files.
  private static func imports() throws -> [String: Set<String>] {
    var imports: [String: Set<String>] = [:]
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let module = file.pathComponents[sources.pathComponents.count]
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ").filter {
          !["public", "internal", "private", "package", "@testable"].contains($0)
        }
        guard words.first == "import", let name = words.last else { continue }
        imports[module, default: []].insert(String(name.split(separator: ".")[0]))
      }
    }
    return imports
  }

  @Test func modulesImportOnlyWhatTheDesignAllows() throws {
    let imports = try Self.imports()
    #expect(imports.count > 10)
    let ours = Set(Self.allowed.keys)
    for (module, imported) in imports {
      let allowed = try #require(Self.allowed[module], "\(module) is in no row of the table")
      #expect(imported.intersection(ours).subtracting(allowed).isEmpty, "\(module) imports what it must not")
    }
  }

  @Test func librariesHaveOneImporter() throws {
    for (module, imported) in try Self.imports() {
      for library in imported {
        guard let owner = Self.onlyImporter[library] else { continue }
        #expect(module == owner, "\(module) imports \(library), which is \(owner)'s")
      }
    }
  }

  @Test func theRunSideNeverImportsTheCompileSide() throws {
    let imports = try Self.imports()
    for module in Self.runSide {
      #expect(imports[module, default: []].isDisjoint(with: Self.compileSide), "\(module)")
    }
  }
}
