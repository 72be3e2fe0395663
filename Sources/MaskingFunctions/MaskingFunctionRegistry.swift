/// Every masking function there is, by name.
public enum MaskingFunctionRegistry {
  /// In the order of the manual.
  public static let all: [any MaskingFunction.Type] = [
    Keep.self, Null.self, Remove.self, Constant.self, Parameter.self, Choice.self, Expression.self,
    Hash.self, Token.self, RandomToken.self, RandomUUID.self, Digits.self, Partial.self,
    FirstName.self, LastName.self, FullName.self, Email.self, Phone.self, StreetAddress.self, City.self,
    IP.self, IBAN.self, BIC.self, CreditCard.self, NationalID.self, VATNumber.self,
    DateShift.self, Noise.self, Round.self, Scrub.self,
    JSON.self, Each.self,
  ]

  /// The function of that name.
  public static func named(_ name: String) -> (any MaskingFunction.Type)? { all.first { $0.name == name } }

  /// All names, for suggestions.
  public static var names: [String] { all.map { $0.name } }
}
