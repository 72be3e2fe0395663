// A new diagnostic needs a page: write Docs/diagnostics/ID.md (what, `## Why`, `## Example`, `## Mend`) and add its line
// to the table below. The folder Pages is a link to Docs/diagnostics, and its files are compiled into the program. A
// test compares table and folder, another one reads the examples of the rule language's own pages.

/// The manual page of a diagnostic: what it means, why it is one, an example, how to mend it.
public struct DiagnosticPage: Sendable {
  public let id: String
  /// Markdown.
  public let text: String

  /// The page of an id, for `understudy explain ID`.
  public static func page(_ id: String) -> DiagnosticPage? {
    table[id].map { DiagnosticPage(id: id, text: String(decoding: $0, as: UTF8.self)) }
  }

  /// All ids with a page, sorted.
  public static var ids: [String] { table.keys.sorted() }

  private static let table: [String: [UInt8]] = [
    "conflicting-keys": PackageResources.conflicting_keys_md,
    "duplicate-key": PackageResources.duplicate_key_md,
    "duplicate-name": PackageResources.duplicate_name_md,
    "include-cycle": PackageResources.include_cycle_md,
    "include-not-found": PackageResources.include_not_found_md,
    "missing-key": PackageResources.missing_key_md,
    "not-yet-supported": PackageResources.not_yet_supported_md,
    "unknown-key": PackageResources.unknown_key_md,
    "wrong-type": PackageResources.wrong_type_md,
    "wrong-value": PackageResources.wrong_value_md,
    "yaml-alias": PackageResources.yaml_alias_md,
    "yaml-character": PackageResources.yaml_character_md,
    "yaml-encoding": PackageResources.yaml_encoding_md,
    "yaml-key": PackageResources.yaml_key_md,
    "yaml-merge-key": PackageResources.yaml_merge_key_md,
    "yaml-several-documents": PackageResources.yaml_several_documents_md,
    "yaml-syntax": PackageResources.yaml_syntax_md,
    "yaml-tab": PackageResources.yaml_tab_md,
    "yaml-tag": PackageResources.yaml_tag_md,
  ]
}
