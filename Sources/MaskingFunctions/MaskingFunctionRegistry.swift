/// Every masking function there is, by name.
public enum MaskingFunctionRegistry {
  /// In the order of the manual.
  public static let all: [any MaskingFunction.Type] = []

  /// The function of that name.
  public static func named(_ name: String) -> (any MaskingFunction.Type)? { all.first { $0.name == name } }

  /// All names, for suggestions.
  public static var names: [String] { all.map { $0.name } }
}
