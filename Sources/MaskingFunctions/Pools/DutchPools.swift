/// Dutch pools. Names, streets and towns are facts that nobody owns: names as common as the Meertens register
/// counts them; streets and towns as maps have them. No person is meant by any of them.
extension Pools {
  static let dutch = Pools(
    firstNames: list(
      """
      Aaltje, Adriaan, Alida, Anke, Anna, Annelies, Annemarie, Anouk, Anton, Arend, Arie, Arjan, Arjen, Arnoud, \
      Astrid, Bart, Bas, Bastiaan, Bente, Bert, Bianca, Boudewijn, Bram, Brechtje, Britt, Carolien, Casper, \
      Catharina, Cees, Christiaan, Claartje, Coen, Cor, Cornelis, Daan, Daniëlle, Dennis, Diederik, Dirk, Eefje, \
      Eline, Ellen, Els, Emma, Erik, Esmee, Esther, Eva, Evert, Femke, Ferdinand, Fleur, Floor, Floris, Frank, \
      Frans, Fred, Frederik, Freek, Gerard, Gerben, Gerrit, Gijs, Greetje, Hanna, Hanneke, Hans, Harm, Heleen, \
      Hendrik, Henk, Hessel, Hidde, Hugo, Ilse, Inge, Ingrid, Irene, Iris, Isa, Jaap, Jacob, Jan, Janneke, Jasper, \
      Jelle, Jeroen, Jesse, Jeske, Jet, Joep, Johan, Johanna, Joke, Joost, Jorien, Joris, Judith, Julia, Jurgen, \
      Karel, Karin, Kees, Kim, Klaas, Koen, Laura, Leendert, Lennart, Leon, Lieke, Liesbeth, Linda, Lisa, Loes, \
      Lotte, Lucas, Luuk, Maaike, Maarten, Madelief, Marcel, Margriet, Maria, Marieke, Marijke, Marijn, Marit, \
      Marleen, Martijn, Martine, Matthijs, Maud, Maurits, Menno, Merel, Michiel, Mieke, Mirjam, Monique, Nico, \
      Niels, Nienke, Noor, Olaf, Paul, Paulien, Peter, Petra, Pien, Pieter, Pim, Reinier, Rianne, Rik, Rob, Roel, \
      Roos, Rosalie, Ruben, Rutger, Ruud, Saar, Sander, Sanne, Sara, Silke, Simone, Sjoerd, Sofie, Stefan, Stijn, \
      Sven, Tess, Teun, Thijs, Thomas, Tijmen, Tim, Tine, Tom, Trijntje, Truus, Vincent, Wendy, Wessel, Wieteke, \
      Wilhelmina, Willem, Wim, Wouter, Yvonne
      """),
    lastNames: list(
      """
      De Jong, Jansen, De Vries, Van den Berg, Van Dijk, Bakker, Janssen, Visser, Smit, Meijer, De Boer, Mulder, \
      De Groot, Bos, Vos, Peters, Hendriks, Van Leeuwen, Dekker, Brouwer, De Wit, Dijkstra, Smits, De Graaf, Van \
      der Meer, Kok, Jacobs, De Haan, Vermeulen, Van den Heuvel, Van der Veen, Van den Broek, De Bruin, Schouten, \
      Van Beek, Willems, Van Vliet, Hoekstra, Maas, Verhoeven, Koster, Van Dam, Van der Wal, Prins, Blom, Huisman, \
      Peeters, Kuipers, Van Veen, Kuiper, Veenstra, Post, Kramer, Van Wijk, Martens, Postma, Gerritsen, Bosman, \
      Van der Linden, Timmermans, Kuijpers, Verbeek, Bosch, Groen, Jonker, Hermans, Van Loon, Van den Bosch, \
      Molenaar, Hofman, Evers, Sanders, Jonkers, Verschoor, Gerrits, Schipper, Wolters, Driessen, Wouters, \
      Scholten, Kroon, Veldhuizen, Hoogland, Mol, Boer, Koning, Kuijper, Ouwens, Rutten, Zijlstra, Wiersma, \
      Terpstra, Sikkema, Oosterhuis, Nijland, Moerman, Lammers, Kooistra, Jager, Hulst, Haverkamp, Gielen, \
      Franken, Evertsen, Elzinga, Doorn, Claassen, Buitenhuis, Boersma, Bekker, Baars, Albers
      """),
    cities: list(
      """
      Alkmaar, Almelo, Almere, Amersfoort, Amstelveen, Apeldoorn, Appingedam, Arnhem, Assen, Bergen op Zoom, \
      Beverwijk, Breda, Bussum, Culemborg, Delft, Delfzijl, Den Helder, Deventer, Doetinchem, Dokkum, Dordrecht, \
      Drachten, Ede, Edam, Eindhoven, Emmen, Enkhuizen, Enschede, Geldrop, Goes, Gorinchem, Gouda, Groningen, \
      Haarlem, Harderwijk, Harlingen, Heerenveen, Heerlen, Helmond, Hengelo, Hilversum, Hoogeveen, Hoorn, Huizen, \
      Hulst, Kampen, Katwijk, Kerkrade, Leeuwarden, Leiden, Lelystad, Maassluis, Maastricht, Meppel, Middelburg, \
      Naarden, Nijkerk, Nijmegen, Oldenzaal, Oosterhout, Oss, Purmerend, Putten, Raalte, Ridderkerk, Roermond, \
      Roosendaal, Rotterdam, Schagen, Schiedam, Sittard, Sneek, Soest, Spijkenisse, Steenwijk, Terneuzen, Tiel, \
      Tilburg, Uden, Utrecht, Valkenburg, Veendam, Veenendaal, Veghel, Velp, Venlo, Vianen, Vlaardingen, \
      Vlissingen, Volendam, Voorburg, Waalwijk, Wageningen, Weert, Weesp, Winschoten, Winterswijk, Woerden, \
      Zaandam, Zaltbommel, Zeist, Zevenaar, Zoetermeer, Zutphen, Zwolle
      """),
    streets: list(
      """
      Dorpsstraat, Kerkstraat, Schoolstraat, Molenstraat, Hoofdstraat, Stationsweg, Nieuwstraat, Kerkweg, \
      Molenweg, Beatrixstraat, Julianastraat, Wilhelminastraat, Emmastraat, Prins Hendrikstraat, Oranjestraat, \
      Marktstraat, Havenstraat, Brugstraat, Kastanjelaan, Beukenlaan, Eikenlaan, Lindelaan, Berkenlaan, \
      Esdoornlaan, Populierenlaan, Wilgenlaan, Iepenlaan, Acacialaan, Dennenlaan, Meidoornlaan, Rozenstraat, \
      Tulpenstraat, Narcisstraat, Anjerstraat, Irisstraat, Leliestraat, Dahliastraat, Merelstraat, Lijsterstraat, \
      Vinkenstraat, Zwaluwstraat, Mezenlaan, Leeuwerikstraat, Nachtegaalstraat, Rembrandtstraat, Vermeerstraat, \
      Frans Halsstraat, Jan Steenstraat, Vondelstraat, Mozartlaan, Beethovenlaan, Bachlaan, Zuiderstraat, \
      Noorderstraat, Oosterstraat, Westerstraat, Parklaan, Parkweg, Buitenweg, Binnenweg, Achterweg, Voorstraat, \
      Achterstraat, Lange Dijk, Hoge Weg, Lage Weg, Zandweg, Kleiweg, Veenweg, Heideweg, Bosweg, Bosstraat, \
      Weidestraat, Akkerstraat, Korenstraat, Haverstraat, Dijkstraat, Sluisweg, Kanaalstraat, Vaartweg, \
      Waterstraat, Polderweg, Ringweg, Singel, Markt, Plein, Burgemeestersingel, Raadhuisstraat, Spoorstraat, \
      Tuinstraat, Bloemstraat
      """))
}
