/// Letters without meaning, syllable after syllable. No name of the pools and none of some hundred short given names is in
/// them: a piece of three letters or more, cut anywhere, is nobody's.
enum Gibberish {
  /// Of 510 letters; pieces of up to 30 letters are cut at the first 480 places.
  static let stream = """
    kalbodapelutasevibutotivesigentirfurozokulberotidukarezogemuritnenzebikomotzabunmofaziregatbatberedo\
    potorlukoserzizurvadifivudutzenurlikomomtirerrupebafemomakavegolfamitpitonarerurlinkobupemdinzultoti\
    fapigutagemnaturiberrusagoruborsatatmunumudozelgotekildepolavustefategultosezisrorrupolkegubivesunob\
    emogisobutalagirozodavuzamrisusmapurorbagomalpiliditkugetribamivumepulatovofesasubusatbolipibizulobe\
    kopugovusbonimazafarafunitelgasmepetezelettakafomavenosakizonofatusepenidizomfuldurtamzuletinobepolu\
    kotizulfep
    """

  /// How long a piece may be, wherever it is cut.
  static let longestPiece = 30

  /// Sentences of 63 characters at most, made of pieces.
  static let sentences = """
    Ozoda obekopu iso tbe atba ozelgot ibut.
    Ikomo tifa linkobup pul sak sobuta zele.
    Ala bepo bizulobe davu ma komotza unobe puror agir.
    Egolf agemn lavust ofesas lb tasev otizu onima telgas.
    Tinob ldurtam difivu omti tizul ak.
    Vesun enidi otza omal suno lpili apelut mdinz.
    Boni akavego avenosa nosak bekopu polukot.
    Etribami otorlu itelgasm egubiv narerurl unum rib urlik use.
    Linko kegubiv ivesigen ut lidit tif.
    Idizom lettakaf pilid sevibu rusa rr.
    Rbagoma itpiton inzulto kafom orsata tin gor oserzizu.
    Lagir za momtire gult atu apig.
    Onofatus edopo urozoku ireg usmapu makavego otif karez nidizo.
    Pel izonofa luko ot mzulet zul ub.
    Bivesun vesuno ofes ukar nobe mdin numudo.
    Kizonof ulobeko usatbo zulto ebiko ifiv obutala mave idizo.
    Ezogemur rli satatmu poto alagiroz asubu uzam.
    Et pugov tinobe amivu urlink lipi.
    Amit tivesi tire gemnat famitpit nzeb ve or albo.
    Olav ulatovof sa mfuldurt giso ko ofe venosaki.
    Odavuz ldepol zurva iz tage furoz ut.
    Onofa tribam zurvadif gas tamzulet urta lutase.
    Ofatu rliko duka linkobu iv ga emu.
    Bamiv ke apurorba muri erru egol ezo bizulo.
    Ateg vofes ulatov afomav bivesu omtirer afom lutase ribami.
    Gultos smepetez muritne ritn iduk unobe zizurv.
    Unitel et otizul unob ategu avego ul apuror.
    Ip tpito sun ulber teki pib unitel apigu.
    Enurl ofatuse ditku ogis afoma bam.
    Sata zebi aturi al batber regat.
    Itelg pola unobe funite ub pili.
    Zelet oserz la fuldu upebaf ave osa penidizo.
    Tamzul obek rbag rusa isrorru vesu.
    Zelett teze piliditk fomave ogisobu zenurl rziz rzi.
    Mdinz ukos ireg rrus dopotor turib batb ago agir.
    Kafo zafara tusepe erzi tusepeni unobe al.
    Nid tezel otives usagor lgotek nofatu.
    Rlukoser smepet errusa ditkuget enurlik kaveg.
    Ivu afem bupem bafe peba ol umepulat davuza po.
    Ber ribam gulto tnen tzenurl kalbo om.
    Odape gomalp eg oruborsa utala abunmo sep.
    Obutala tagem uriberr liditkug albod amri.
    Elgote if fu piton pugo uriberru.
    Obe bodap obupe ugovus rrupe agem tose.
    Kopu polu ofesasub esun smepetez rupebaf otzab orsatat otid.
    Idizom sbonim ntir funi busa makav kulb gir obe.
    Ogem itpitona alag goma tovofesa ibiz rlink di.
    Malpil rub momaka bami eno nobep.
    Iko smapuror olavus funitelg zuleti opugo.
    Orsatat otek lagir bafemom vuz gemuri ifiv nmofa.
    Lag turi sro utoti peb zodavuza iv imazaf.
    Golf tivesige urlink omti veno rrupeba upeb.
    Amzu lukotizu petezele kobupemd risusm emoma malpilid onof.
    Rupeb orl serz usa uzam zulo ukar.
    Epo pibizulo sbo etri atboli kalboda letin getri ditku.
    Ozok lpilid zirega pemdinz ldep en kopug epol.
    Tak venosaki iko tase suno oluk tiduka.
    Egulto zom unitelga ult ogi igent ma ov ifapi.
    Bepo asme oserz irega latov mazafa.
    Tbolipib orub ivesig omfu sigen izo atovof upolk.
    Avenos tizulf tifap ber rubors lidit ato zoda.
    Oluko aziregat tiduka olkegu ezel mtirer evibut obutal.
    Of atbat mn zafarafu risus odav trib rafuni.
    Zomfu iroz rupe ero afomav afun ti rurli bek.
    """.split(separator: "\n").map(String.init)

  /// Every piece that is as long as a word that one would recognise.
  static let words: [String] = (3...12).flatMap { length in
    (0..<480).map { place in String(stream.dropFirst(place).prefix(length)) }
  }
}
