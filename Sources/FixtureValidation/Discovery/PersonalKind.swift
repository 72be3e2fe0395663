internal import Foundation

/// What a column may hold of a person.
enum PersonalKind: String, CaseIterable {
  case email, phone, firstName, lastName, fullName, username, company, street, city, postalCode, region, birth
  case nationalID, vatNumber, iban, bic, account, card, ip, mac, password, secret, freeText, picture, gender, place
  case sensitive, web

  /// As reasons call it.
  var words: String {
    switch self {
    case .email: "an e-mail address"
    case .phone: "a phone number"
    case .firstName: "a first name"
    case .lastName: "a last name"
    case .fullName: "a person's name"
    case .username: "a user name"
    case .company: "a company"
    case .street: "a street address"
    case .city: "the place of an address"
    case .postalCode: "a postal code"
    case .region: "the region of an address"
    case .birth: "a date of birth"
    case .nationalID: "an identification number"
    case .vatNumber: "a VAT number"
    case .iban: "an IBAN"
    case .bic: "a bank's code"
    case .account: "an account number"
    case .card: "a card number"
    case .ip: "an IP address"
    case .mac: "a hardware address"
    case .password: "a password or its digest"
    case .secret: "a secret"
    case .freeText: "what people write"
    case .picture: "a picture or a signature"
    case .gender: "a person's sex or salutation"
    case .place: "where somebody is"
    case .sensitive: "health, belief or origin"
    case .web: "a person's page"
    }
  }

  /// Kinds that say enough by themselves; the others need a person or an address in the same table.
  var standsAlone: Bool {
    switch self {
    case .company, .city, .region, .picture, .place, .web, .gender, .username: false
    default: true
    }
  }
}

/// Words that columns and tables are called by, in English, German, French, Spanish, Italian, Dutch and Portuguese; without
/// accents, in lower case. Written for this program.
enum NameWords {
  /// Longer phrases come first: `first name` before `name`.
  static let phrases: [(words: [String], kind: PersonalKind)] = all.flatMap { kind, texts in
    texts.split(separator: ",").map { (words: $0.split(separator: " ").map(String.init), kind: kind) }
  }.sorted { $0.words.count > $1.words.count }

  private static let all: KeyValuePairs<PersonalKind, String> = [
    .email:
      "email,e mail,email address,mail address,e mail address,mail,mails,emailaddress,mailadresse,correo,courriel,epost,posta elettronica,e mailadres",
    .phone:
      "phone,phones,telephone,tel,telefon,telefono,telefone,telefoon,mobile,mobiltelefon,mobil,handy,movil,celular,cellulare,cell,cellphone,portable,gsm,fax,faxnummer,msisdn,phonenumber,telefonnummer,rufnummer,telnr,caller,extension,durchwahl,whatsapp",
    .firstName:
      "first name,firstname,fname,given name,givenname,forename,vorname,vornamen,prenom,prenoms,nombre,voornaam,primeiro nome,nome proprio,middle name,middlename,nickname,rufname",
    .lastName:
      "last name,lastname,lname,surname,family name,familyname,nachname,familienname,nom de famille,nom,apellido,apellidos,apellido1,apellido2,cognome,achternaam,sobrenome,apelido,maiden name,geburtsname,mothers name",
    .fullName:
      "full name,fullname,contact name,contactname,display name,displayname,person name,recipient,recipient name,empfanger,destinataire,destinatario,ontvanger,payer,payer name,payee,holder,holder name,cardholder,account holder,kontoinhaber,titulaire,titular,intestatario,beneficiary,counterparty,ship name,shipping name,billing name,bill name,delivery name,customer name,client name,user name full,employee name,patient name,guest name,owner name,sender name,author name,contact person,ansprechpartner,composer,author,authors,signed by,signatory,kundenname,nom complet,nombre completo,nome completo,nome cliente,volledige naam,emergency contact",
    .username:
      "username,user name,login,loginname,login name,nick,screen name,handle,alias,benutzername,benutzer,usuario,utilisateur,utente,gebruikersnaam,identifiant",
    .company:
      "company,company name,firma,firmenname,societe,raison sociale,empresa,azienda,ragione sociale,bedrijf,bedrijfsnaam,employer,arbeitgeber",
    .street:
      "street,street name,streetname,street address,address,addresses,address1,address2,address3,addr,addr1,addr2,address line,adresse,adresszeile,anschrift,strasse,hausnummer,hausnr,house number,direccion,domicilio,calle,rue,voie,indirizzo,via,endereco,morada,rua,adres,straat,huisnummer,line1,line2",
    .city:
      "city,town,stadt,ort,wohnort,ville,commune,ciudad,poblacion,localidad,citta,comune,cidade,localidade,plaats,woonplaats,stad,locality,municipality,suburb",
    .postalCode:
      "zip,zip code,zipcode,postal code,postalcode,postcode,post code,plz,postleitzahl,code postal,cp,codigo postal,cap,cep,postal",
    .region: "state,province,provincia,region,district,county,bundesland,departement,estado,regione,provincie",
    .birth:
      "birth,birthdate,birth date,date of birth,dob,birthday,born,born on,geburtsdatum,geburtstag,geboren,naissance,date naissance,date de naissance,fecha nacimiento,fecha de nacimiento,nacimiento,data nascita,data di nascita,nascita,data nascimento,nascimento,geboortedatum",
    .nationalID:
      "ssn,social security,social security number,national id,nationalid,identity number,id number,passport,passport number,passport no,reisepass,ausweis,ausweisnummer,personalausweis,tax id,taxid,tax number,steuernummer,steuer id,steueridentifikationsnummer,sozialversicherungsnummer,nif,dni,nie,cpf,cnpj,rg,codice fiscale,codicefiscale,bsn,burgerservicenummer,personnummer,cpr,insee,nir,numero securite sociale,pesel,driver license,drivers license,license number,licence number,fuhrerschein,ein,curp,rfc",
    .vatNumber:
      "vat,vat number,vat id,vatid,ustid,ust id,umsatzsteuer id,tva,numero tva,partita iva,piva,btw,btw nummer",
    .iban: "iban,ibans",
    .bic: "bic,swift,swift code,swiftcode",
    .account:
      "account number,accountnumber,account no,kontonummer,konto,bank account,routing number,sort code,numero compte,cuenta,blz,clabe,rib",
    .card:
      "card number,cardnumber,credit card,creditcard,cc number,pan,kartennummer,numero carte,tarjeta,carta credito,cvv,cvc,card last4,last4,last four",
    .ip: "ip,ip address,ipaddress,ip addr,remote addr,remote ip,client ip,last ip,ips,ip adresse",
    .mac: "mac,mac address,macaddress",
    .password:
      "password,passwd,pwd,pass,passphrase,password hash,passwort,kennwort,mot de passe,mdp,contrasena,clave,senha,palavra passe,wachtwoord,salt,pin,pin code,encrypted password,hashed password,password digest",
    .secret:
      "token,tokens,secret,api key,apikey,access key,private key,secret key,otp,totp,totp secret,otp secret,two factor,backup codes,recovery codes,refresh token,access token,reset token,session key,session id,cookie,credential,credentials,webhook secret,signing key,device fingerprint,fingerprint,certificate,push token,device id,deviceid",
    .freeText:
      "note,notes,comment,comments,remark,remarks,message,messages,body,bio,biography,about,letter,feedback,complaint,bemerkung,bemerkungen,kommentar,notiz,notizen,nachricht,anmerkung,commentaire,commentaires,remarque,remarques,observaciones,comentario,comentarios,nota,notas,commento,messaggio,opmerking,opmerkingen,bericht,observacoes,mensagem,desc,instructions,delivery note,transcript,gift message",
    .picture:
      "photo,photos,picture,avatar,portrait,signature,unterschrift,bild,foto,fotos,image,firma digital,photo path,picture url,avatar url,selfie,scan",
    .gender:
      "gender,sex,geschlecht,sexe,sexo,sesso,geslacht,salutation,anrede,civilite,title of courtesy,courtesy,pronouns,marital status,familienstand",
    .place: "lat,latitude,lon,lng,long,longitude,geo,geom,location,coordinates,position gps,geopoint",
    .sensitive:
      "religion,konfession,ethnicity,ethnic origin,race,nationality,nationalitat,diagnosis,diagnose,disability,blood type,blood group,allergies,medication,medical,health,sexual orientation,political,union member,salary,gehalt,salaire,salario,stipendio,salaris,income,einkommen",
    .web: "homepage,website,web site,url,facebook,twitter,linkedin,instagram,skype",
  ]

  /// Words of tables whose rows are persons, or what persons do.
  static let persons: Set<String> = Set(
    """
    customer customers client clients user users person persons people employee employees staff member members contact contacts
    patient patients student students teacher teachers actor actors author authors subscriber subscribers subscription guest
    guests tenant tenants driver drivers applicant applicants candidate candidates visitor visitors requester requesters agent
    agents participant participants attendee attendees lead leads donor donors voter voters passenger passengers owner owners
    worker workers doctor doctors profile profiles account accounts recipient buyer buyers seller sellers kunde kunden
    mitarbeiter benutzer nutzer personen mitglied mitglieder patienten ansprechpartner kontakt kontakte cliente clientes usuario
    usuarios persona personas empleado empleados alumno alumnos utilisateur utilisateurs personne personnes employe employes
    salaries adherent adherents utente utenti persone dipendente dipendenti clienti socio soci klant klanten gebruiker
    gebruikers personeel medewerker medewerkers leden funcionario funcionarios pessoa pessoas usuarias aluno alunos
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// The words of a name: `billingAddress2`, `E-Mail`, `straße` become `billing address2`, `e mail`, `strasse`.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previous: Character?
    for character in name {
      let startsWord = character.isUppercase && previous.map { $0.isLowercase || $0.isNumber } == true
      if startsWord || !(character.isLetter || character.isNumber) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if character.isLetter || character.isNumber { word += plain(character) }
      previous = character
    }
    return word.isEmpty ? words : words + [word]
  }

  private static func plain(_ character: Character) -> String {
    if character == "ß" { return "ss" }
    let base = String(character).lowercased().decomposed.unicodeScalars.filter {
      !$0.properties.isDiacritic && $0.properties.generalCategory != .nonspacingMark
    }
    return String(String.UnicodeScalarView(base))
  }

  /// The kind that the words speak of; the last one that they name, since what comes before it describes.
  static func kind(of words: [String]) -> PersonalKind? {
    var best: (end: Int, length: Int, kind: PersonalKind)?
    for (phrase, kind) in phrases where phrase.count <= words.count {
      for start in 0...(words.count - phrase.count) where Array(words[start..<(start + phrase.count)]) == phrase {
        let end = start + phrase.count
        if let best, (best.length, best.end) >= (phrase.count, end) { continue }
        best = (end, phrase.count, kind)
      }
    }
    guard let best else { return nil }
    // `email_verified`, `phone_type`, `password_changed_at` say something about it, and are not it.
    let rest = words[best.end...]
    return rest.contains(where: attributes.contains) ? nil : best.kind
  }

  private static let attributes: Set<String> = [
    "verified", "confirmed", "valid", "type", "kind", "count", "at", "on", "id", "ids", "status", "enabled", "changed",
    "sent",
    "expires", "expiry", "length", "format", "active", "required", "optin", "opt", "consent", "date",
    "level", "total", "size", "is",
  ]
}

extension String {
  /// Each accent after its letter.
  fileprivate var decomposed: String { decomposedStringWithCanonicalMapping }
}
