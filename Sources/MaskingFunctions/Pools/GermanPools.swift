/// German pools. Names, streets and towns are facts that nobody owns: names as common as telephone books show them;
/// streets and towns as maps have them. No person is meant by any of them.
extension Pools {
  static let german = Pools(
    firstNames: list(
      """
      Alexander, Andrea, Andreas, Angelika, Anja, Anke, Anna, Annette, Anton, Antje, Barbara, Bastian, Beate, \
      Bernd, Bettina, Birgit, Björn, Brigitte, Carsten, Charlotte, Christa, Christian, Christina, Christoph, \
      Clara, Claudia, Cornelia, Daniel, Daniela, David, Dennis, Dieter, Dirk, Dominik, Doris, Elias, Elisabeth, \
      Emil, Emma, Erik, Eva, Fabian, Felix, Finn, Florian, Frank, Franziska, Friedrich, Gabriele, Georg, Gerhard, \
      Gisela, Greta, Günter, Hannah, Hanna, Hans, Heike, Heinrich, Helga, Helmut, Henrik, Henning, Holger, Horst, \
      Ingo, Ingrid, Jakob, Jan, Jana, Jens, Joachim, Johanna, Johannes, Jonas, Jörg, Julia, Jürgen, Jutta, Karin, \
      Karl, Karsten, Katharina, Katja, Katrin, Kerstin, Klara, Klaus, Konstantin, Lara, Laura, Lea, Lena, Leon, \
      Leonie, Lina, Lisa, Lukas, Luisa, Manfred, Manuela, Marcel, Marco, Maria, Marie, Marion, Markus, Martin, \
      Martina, Matthias, Max, Maximilian, Melanie, Michael, Michaela, Mia, Moritz, Nadine, Nele, Nicole, Niklas, \
      Nils, Nina, Norbert, Olaf, Oliver, Oskar, Patrick, Paul, Paula, Peter, Petra, Philipp, Rainer, Ralf, Regina, \
      Reinhard, Renate, Robert, Roland, Rolf, Rüdiger, Sabine, Sabrina, Sandra, Sarah, Sebastian, Silke, Simone, \
      Simon, Sofie, Sonja, Sophie, Stefan, Stefanie, Steffen, Susanne, Sven, Tanja, Theo, Thomas, Thorsten, Tim, \
      Tobias, Ulrich, Ulrike, Ursula, Ute, Uwe, Vanessa, Verena, Volker, Walter, Werner, Wiebke, Wilhelm, \
      Wolfgang, Yvonne
      """),
    lastNames: list(
      """
      Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch, Bauer, \
      Richter, Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hofmann, Hartmann, Lange, \
      Schmitt, Werner, Schmitz, Krause, Meier, Lehmann, Schmid, Schulze, Maier, Köhler, Herrmann, König, Walter, \
      Mayer, Huber, Kaiser, Fuchs, Peters, Lang, Scholz, Möller, Weiß, Jung, Hahn, Schubert, Vogel, Friedrich, \
      Keller, Günther, Frank, Berger, Winkler, Roth, Beck, Lorenz, Baumann, Franke, Albrecht, Schuster, Simon, \
      Ludwig, Böhm, Winter, Kraus, Martin, Schumacher, Krämer, Vogt, Stein, Jäger, Otto, Sommer, Groß, Seidel, \
      Heinrich, Brandt, Haas, Schreiber, Graf, Dietrich, Ziegler, Kuhn, Kühn, Pohl, Engel, Horn, Busch, Bergmann, \
      Thomas, Voigt, Sauer, Arnold, Wolff, Pfeiffer, Ernst, Hübner, Kramer, Hansen, Jansen, Paul, Beyer, Lindner, \
      Petersen, Kern, Seifert, Ullrich, Nowak, Wenzel, Barth, Riedel, Marx, Hein, Böttcher, Hermann, Kessler, \
      Ebert, Rieger, Bachmann, Bock, Brinkmann, Dreyer, Eckert, Fiedler, Förster, Geiger, Götz, Heller, Hinz, \
      Jahn, Kaufmann, Kunz, Lutz, Mohr, Naumann, Oswald, Reichert, Ritter, Sander, Schilling, Thiel, Urban, \
      Wegner, Wiese, Zeller
      """),
    cities: list(
      """
      Aachen, Aalen, Ansbach, Arnsberg, Aschaffenburg, Augsburg, Bamberg, Bayreuth, Bielefeld, Bochum, Bonn, \
      Bottrop, Brandenburg, Braunschweig, Bremen, Bremerhaven, Celle, Chemnitz, Coburg, Cottbus, Darmstadt, \
      Dessau, Detmold, Dortmund, Dresden, Duisburg, Düren, Düsseldorf, Eisenach, Emden, Erfurt, Erlangen, Essen, \
      Esslingen, Flensburg, Freiburg, Fulda, Fürth, Gera, Gießen, Göttingen, Goslar, Gotha, Greifswald, Gütersloh, \
      Hagen, Halle, Hameln, Hamm, Hanau, Hannover, Heidelberg, Heilbronn, Herford, Herne, Hildesheim, Ingolstadt, \
      Jena, Kaiserslautern, Karlsruhe, Kassel, Kempten, Kiel, Koblenz, Konstanz, Krefeld, Landshut, Leipzig, \
      Leverkusen, Lübeck, Ludwigsburg, Lüneburg, Magdeburg, Mainz, Mannheim, Marburg, Minden, Moers, Münster, \
      Neuss, Nürnberg, Oberhausen, Offenbach, Oldenburg, Osnabrück, Paderborn, Passau, Pforzheim, Plauen, Potsdam, \
      Ratingen, Regensburg, Remscheid, Reutlingen, Rostock, Saarbrücken, Schweinfurt, Schwerin, Siegen, Solingen, \
      Stralsund, Stuttgart, Trier, Tübingen, Ulm, Weimar, Wiesbaden, Wismar, Wolfsburg, Worms, Wuppertal, \
      Würzburg, Zwickau
      """),
    streets: list(
      """
      Ahornweg, Akazienweg, Albrechtstraße, Alte Gasse, Am Anger, Am Bahnhof, Am Markt, Am Mühlbach, Am \
      Sportplatz, Amselweg, An der Kirche, Bachstraße, Bahnhofstraße, Beethovenstraße, Bergstraße, Birkenweg, \
      Bismarckstraße, Blumenstraße, Brunnenstraße, Buchenweg, Burgstraße, Dorfstraße, Drosselweg, \
      Eichendorffstraße, Eichenweg, Erlenweg, Eschenweg, Feldstraße, Finkenweg, Fliederweg, Friedhofstraße, \
      Friedrichstraße, Gartenstraße, Goethestraße, Grüner Weg, Hauptstraße, Heinrichstraße, Hermannstraße, \
      Hochstraße, Hofstraße, Holunderweg, Im Winkel, Industriestraße, Jahnstraße, Kaiserstraße, Kapellenweg, \
      Karlstraße, Kastanienallee, Kiefernweg, Kirchplatz, Kirchstraße, Kirschenweg, Königstraße, Lerchenweg, \
      Lessingstraße, Lindenstraße, Lindenweg, Luisenstraße, Marktplatz, Marktstraße, Meisenweg, Mittelstraße, \
      Mozartstraße, Mühlenstraße, Mühlenweg, Neue Straße, Nelkenweg, Neustraße, Nordstraße, Oststraße, Parkstraße, \
      Pappelallee, Poststraße, Rathausplatz, Ringstraße, Römerstraße, Rosenstraße, Rosenweg, Sandweg, \
      Schillerstraße, Schlossstraße, Schubertstraße, Schulstraße, Schulweg, Seestraße, Sonnenstraße, Steinweg, \
      Südstraße, Tannenweg, Talstraße, Teichstraße, Tulpenweg, Uferstraße, Ulmenweg, Waldstraße, Waldweg, \
      Wasserstraße, Weidenweg, Weinbergstraße, Weststraße, Wiesenstraße, Wiesenweg, Wilhelmstraße, Ziegelstraße
      """))
}
