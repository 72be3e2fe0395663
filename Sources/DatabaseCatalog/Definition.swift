/// Something that holds text or reaches outside, and that no column list shows.
public struct Definition: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case comment, enumLabel, `default`, check, view, rule, function, trigger, index, statistics, partitionBound, policy
    case publicationFilter, foreignServer
    /// Their texts, which hold passwords, are not read.
    case userMapping, subscription
    /// Enabled ones.
    case eventTrigger
    case `extension`
  }

  public let kind: Kind
  /// As the server calls it, with its kind and schema: `table column public.customers.email`, `function public.touch()`.
  public let object: String
  /// Its SQL, its labels one a line, or what a comment says; empty where there is none.
  public let text: String

  public init(kind: Kind, object: String, text: String = "") {
    self.kind = kind
    self.object = object
    self.text = text
  }
}
