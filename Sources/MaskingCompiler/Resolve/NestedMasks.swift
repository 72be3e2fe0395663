internal import DatabaseCatalog
internal import Diagnostics
internal import MaskingFunctions
internal import PostgresSyntax
internal import RuleSyntax

/// Masks inside values: their draws come from the value around them, or from a link's key.
enum NestedMasks {
  static func nested(_ mask: ResolvedMask) -> NestedMask {
    switch mask.seed {
    case .row:
      NestedMask(function: mask.function, title: mask.title, link: nil) { outer, _, salt in
        Draw(
          bits: "pg_catalog.hashtextextended(\(salt), \(outer.bits))",
          digest: "understudy.prf(\(outer.digest), pg_catalog.convert_to(\(salt), 'UTF8'))", key: outer.key)
      }
    case .link(let name, let fold):
      NestedMask(function: mask.function, title: mask.title, link: name) { _, value, _ in
        let digest = Draws.link(name, value: value, fold: fold)
        return Draw(bits: Draws.bits(of: digest), digest: digest, key: Draws.key(Draws.setting(link: name)))
      }
    }
  }
}
