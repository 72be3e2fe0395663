/// Regions and countries, as maps and ISO 3166 have them: facts that nobody owns.
extension Locale {
  /// Counties of England, and what other countries have in their place.
  var regions: [String] {
    let names =
      switch self {
      case .en:
        """
        Bedfordshire, Berkshire, Buckinghamshire, Cambridgeshire, Cheshire, Cornwall, Cumbria, Derbyshire, Devon, Dorset, \
        Durham, East Sussex, Essex, Gloucestershire, Hampshire, Herefordshire, Hertfordshire, Kent, Lancashire, \
        Leicestershire, Lincolnshire, Norfolk, North Yorkshire, Northamptonshire, Northumberland, Nottinghamshire, \
        Oxfordshire, Rutland, Shropshire, Somerset, Staffordshire, Suffolk, Surrey, Warwickshire, West Midlands, West Sussex, \
        West Yorkshire, Wiltshire, Worcestershire
        """
      case .de:
        """
        Baden-Württemberg, Bayern, Berlin, Brandenburg, Bremen, Hamburg, Hessen, Mecklenburg-Vorpommern, Niedersachsen, \
        Nordrhein-Westfalen, Rheinland-Pfalz, Saarland, Sachsen, Sachsen-Anhalt, Schleswig-Holstein, Thüringen
        """
      case .fr:
        """
        Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté, Bretagne, Centre-Val de Loire, Corse, Grand Est, Guadeloupe, Guyane, \
        Hauts-de-France, Île-de-France, La Réunion, Martinique, Normandie, Nouvelle-Aquitaine, Occitanie, Pays de la Loire, \
        Provence-Alpes-Côte d'Azur
        """
      case .es:
        """
        Andalucía, Aragón, Asturias, Canarias, Cantabria, Castilla y León, Castilla-La Mancha, Cataluña, Comunidad Valenciana, \
        Extremadura, Galicia, Islas Baleares, La Rioja, Madrid, Murcia, Navarra, País Vasco
        """
      case .it:
        """
        Abruzzo, Basilicata, Calabria, Campania, Emilia-Romagna, Friuli-Venezia Giulia, Lazio, Liguria, Lombardia, Marche, \
        Molise, Piemonte, Puglia, Sardegna, Sicilia, Toscana, Trentino-Alto Adige, Umbria, Valle d'Aosta, Veneto
        """
      case .nl:
        """
        Drenthe, Flevoland, Friesland, Gelderland, Groningen, Limburg, Noord-Brabant, Noord-Holland, Overijssel, Utrecht, \
        Zeeland, Zuid-Holland
        """
      case .pt:
        """
        Aveiro, Beja, Braga, Bragança, Castelo Branco, Coimbra, Évora, Faro, Guarda, Leiria, Lisboa, Portalegre, Porto, \
        Santarém, Setúbal, Viana do Castelo, Vila Real, Viseu
        """
      }
    return Pools.list(names)
  }

  /// Codes of two and three letters, in the order of `countries`.
  static let countryCodes: [(String, String)] = """
    AT AUT BE BEL BG BGR HR HRV CY CYP CZ CZE DK DNK EE EST FI FIN FR FRA DE DEU GR GRC HU HUN IS ISL IE IRL IT ITA LV LVA LI \
    LIE LT LTU LU LUX MT MLT NL NLD NO NOR PL POL PT PRT RO ROU SK SVK SI SVN ES ESP SE SWE
    """.split(separator: " ").reduce(into: (codes: [(String, String)](), half: "")) { result, code in
      if result.half.isEmpty {
        result.half = String(code)
      } else {
        result.codes.append((result.half, String(code)))
        result.half = ""
      }
    }.codes

  var countries: [String] {
    let names =
      switch self {
      case .en:
        """
        Austria, Belgium, Bulgaria, Croatia, Cyprus, Czechia, Denmark, Estonia, Finland, France, Germany, Greece, Hungary, \
        Iceland, Ireland, Italy, Latvia, Liechtenstein, Lithuania, Luxembourg, Malta, Netherlands, Norway, Poland, Portugal, \
        Romania, Slovakia, Slovenia, Spain, Sweden
        """
      case .de:
        """
        Österreich, Belgien, Bulgarien, Kroatien, Zypern, Tschechien, Dänemark, Estland, Finnland, Frankreich, Deutschland, \
        Griechenland, Ungarn, Island, Irland, Italien, Lettland, Liechtenstein, Litauen, Luxemburg, Malta, Niederlande, \
        Norwegen, Polen, Portugal, Rumänien, Slowakei, Slowenien, Spanien, Schweden
        """
      case .fr:
        """
        Autriche, Belgique, Bulgarie, Croatie, Chypre, Tchéquie, Danemark, Estonie, Finlande, France, Allemagne, Grèce, \
        Hongrie, Islande, Irlande, Italie, Lettonie, Liechtenstein, Lituanie, Luxembourg, Malte, Pays-Bas, Norvège, Pologne, \
        Portugal, Roumanie, Slovaquie, Slovénie, Espagne, Suède
        """
      case .es:
        """
        Austria, Bélgica, Bulgaria, Croacia, Chipre, Chequia, Dinamarca, Estonia, Finlandia, Francia, Alemania, Grecia, \
        Hungría, Islandia, Irlanda, Italia, Letonia, Liechtenstein, Lituania, Luxemburgo, Malta, Países Bajos, Noruega, \
        Polonia, Portugal, Rumanía, Eslovaquia, Eslovenia, España, Suecia
        """
      case .it:
        """
        Austria, Belgio, Bulgaria, Croazia, Cipro, Cechia, Danimarca, Estonia, Finlandia, Francia, Germania, Grecia, Ungheria, \
        Islanda, Irlanda, Italia, Lettonia, Liechtenstein, Lituania, Lussemburgo, Malta, Paesi Bassi, Norvegia, Polonia, \
        Portogallo, Romania, Slovacchia, Slovenia, Spagna, Svezia
        """
      case .nl:
        """
        Oostenrijk, België, Bulgarije, Kroatië, Cyprus, Tsjechië, Denemarken, Estland, Finland, Frankrijk, Duitsland, \
        Griekenland, Hongarije, IJsland, Ierland, Italië, Letland, Liechtenstein, Litouwen, Luxemburg, Malta, Nederland, \
        Noorwegen, Polen, Portugal, Roemenië, Slowakije, Slovenië, Spanje, Zweden
        """
      case .pt:
        """
        Áustria, Bélgica, Bulgária, Croácia, Chipre, Chéquia, Dinamarca, Estónia, Finlândia, França, Alemanha, Grécia, \
        Hungria, Islândia, Irlanda, Itália, Letónia, Listenstaine, Lituânia, Luxemburgo, Malta, Países Baixos, Noruega, \
        Polónia, Portugal, Roménia, Eslováquia, Eslovénia, Espanha, Suécia
        """
      }
    return Pools.list(names)
  }
}
