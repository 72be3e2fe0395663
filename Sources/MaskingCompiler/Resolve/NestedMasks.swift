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
        let digest: SQL = "understudy.prf(\(outer.digest), pg_catalog.convert_to(\(salt), 'UTF8'))"
        // What a draw is combined with tells of the draw: then none may follow from another.
        let bits =
          mask.function.knowledge == .nothing
          ? "pg_catalog.hashtextextended(\(salt), \(outer.bits))" : Draws.bits(of: digest)
        return Draw(bits: bits, digest: digest, key: outer.key)
      }
    case .link(let name, let fold):
      NestedMask(
        function: mask.function, title: mask.title, link: name, keepsBlanks: mask.keepsBlanks
      ) { _, value, _ in
        let digest = Draws.link(name, value: value, fold: fold)
        return Draw(bits: Draws.bits(of: digest), digest: digest, key: Draws.key(Draws.setting(link: name)))
      }
    }
  }
}
