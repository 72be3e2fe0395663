/// Every masking function there is, by name.
public enum MaskingFunctionRegistry {
  /// In the order of the manual.
  public static let all: [any MaskingFunction.Type] = [
    Keep.self, Null.self, Remove.self, Default.self, Constant.self, Parameter.self, Choice.self, DictionaryList.self,
    Template.self, Expression.self,
    Hash.self, Token.self, RandomToken.self, RandomUUID.self, Digits.self, Permute.self, Partial.self, Redact.self,
    FirstName.self, LastName.self, FullName.self, Username.self, Company.self, Email.self, Phone.self,
    StreetAddress.self, City.self, PostalCode.self, Region.self, Country.self, URL.self, Domain.self,
    IP.self, MAC.self, IBAN.self, BIC.self, CreditCard.self, NationalID.self, VATNumber.self,
    DateShift.self, DateTruncate.self, AgeBand.self, Noise.self, Round.self, Bucket.self, Lorem.self, Scrub.self,
    Bytes.self, JSON.self, XML.self, HStore.self, Each.self,
  ]

  /// The function of that name.
  public static func named(_ name: String) -> (any MaskingFunction.Type)? { all.first { $0.name == name } }

  /// All names, for suggestions.
  public static var names: [String] { all.map { $0.name } }
}
