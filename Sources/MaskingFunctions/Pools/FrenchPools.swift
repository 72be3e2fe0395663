/// French pools. Names, streets and towns are facts that nobody owns: names as common as INSEE counts them; streets
/// and towns as maps have them. No person is meant by any of them.
extension Pools {
  static let french = Pools(
    firstNames: list(
      """
      Adèle, Adrien, Agathe, Alain, Alexandre, Alexis, Alice, Amélie, Anaïs, André, Anne, Antoine, Arnaud, Arthur, \
      Audrey, Aurélie, Aurélien, Baptiste, Béatrice, Benoît, Bernard, Bertrand, Brigitte, Bruno, Camille, Carole, \
      Caroline, Catherine, Cécile, Cédric, Céline, Chantal, Charles, Charlotte, Chloé, Christelle, Christian, \
      Christine, Christophe, Claire, Clara, Claude, Clément, Clémence, Corinne, Cyril, Damien, Daniel, David, \
      Delphine, Denis, Didier, Dominique, Édouard, Élise, Élodie, Émilie, Emma, Éric, Étienne, Eugénie, Éva, \
      Fabien, Fabrice, Félix, Florence, Florent, Françoise, François, Frédéric, Gabriel, Gaël, Gaspard, Geneviève, \
      Georges, Gérard, Gilles, Grégory, Guillaume, Guy, Hélène, Henri, Hervé, Hugo, Inès, Isabelle, Jacqueline, \
      Jacques, Jean, Jeanne, Jérémy, Jérôme, Joël, Josiane, Jules, Julie, Julien, Juliette, Karine, Laetitia, \
      Laura, Laure, Laurence, Laurent, Léa, Léo, Léon, Liliane, Loïc, Louis, Louise, Luc, Lucas, Lucie, Ludovic, \
      Madeleine, Manon, Marc, Margaux, Marguerite, Marie, Marine, Marion, Marthe, Martine, Mathieu, Mathilde, \
      Maurice, Maxime, Mélanie, Michel, Michèle, Monique, Mylène, Nadine, Nathalie, Nicolas, Nicole, Noémie, \
      Océane, Odile, Olivier, Pascal, Pascale, Patrice, Patricia, Patrick, Paul, Pauline, Philippe, Pierre, \
      Quentin, Raphaël, Raymond, Rémi, Renée, Robert, Roger, Romain, Sabrina, Sandrine, Sébastien, Serge, Simon, \
      Simone, Solène, Sophie, Stéphane, Stéphanie, Suzanne, Sylvain, Sylvie, Théo, Thérèse, Thibault, Thierry, \
      Thomas, Valentin, Valérie, Véronique, Victor, Vincent, Virginie, Xavier, Yann, Yves, Yvette, Zoé
      """),
    lastNames: list(
      """
      Martin, Bernard, Thomas, Petit, Robert, Richard, Durand, Dubois, Moreau, Laurent, Simon, Michel, Lefebvre, \
      Leroy, Roux, David, Bertrand, Morel, Fournier, Girard, Bonnet, Dupont, Lambert, Fontaine, Rousseau, Vincent, \
      Muller, Lefevre, Faure, André, Mercier, Blanc, Guérin, Boyer, Garnier, Chevalier, François, Legrand, \
      Gauthier, Garcia, Perrin, Robin, Clément, Morin, Nicolas, Henry, Roussel, Mathieu, Gautier, Masson, \
      Marchand, Duval, Denis, Dumont, Marie, Lemaire, Noël, Meyer, Dufour, Meunier, Brun, Blanchard, Giraud, Joly, \
      Rivière, Lucas, Brunet, Gaillard, Barbier, Arnaud, Martinez, Gérard, Roche, Renard, Schmitt, Roy, Leroux, \
      Colin, Vidal, Caron, Picard, Roger, Fabre, Aubert, Lemoine, Renaud, Dumas, Lacroix, Olivier, Philippe, \
      Bourgeois, Pierre, Benoît, Rey, Leclerc, Payet, Rolland, Leclercq, Guillaume, Lecomte, Lopez, Jean, Dupuy, \
      Guillot, Hubert, Berger, Carpentier, Sanchez, Dupuis, Moulin, Louis, Deschamps, Huet, Vasseur, Perez, \
      Boucher, Fleury, Royer, Klein, Jacquet, Adam, Paris, Poirier, Marty, Aubry, Guyot, Carré, Charles, Renault, \
      Charpentier, Ménard, Maillard, Baron, Bertin, Bailly, Hervé, Schneider, Fernandez, Collet, Léger, Bouvier, \
      Julien, Prévost, Millet, Perrot, Daniel, Cousin, Germain, Breton, Besson, Langlois, Rémy, Pelletier, \
      Lévêque, Perrier, Leblanc, Barre, Lebrun, Marchal, Weber, Mallet, Hamon, Boulanger, Jacob, Monnier, Michaud, \
      Rodriguez, Guichard, Gillet, Étienne, Grondin, Poulain, Tessier, Chevallier, Collin, Chauvin, Bouchet, Gay, \
      Lemaître, Bénard, Maréchal, Humbert, Reynaud, Antoine
      """),
    cities: list(
      """
      Agen, Aix-en-Provence, Ajaccio, Albi, Alençon, Amiens, Angers, Angoulême, Annecy, Antibes, Arles, Arras, \
      Auch, Aurillac, Auxerre, Avignon, Bar-le-Duc, Bastia, Bayonne, Beauvais, Belfort, Besançon, Béziers, Blois, \
      Bordeaux, Boulogne-sur-Mer, Bourg-en-Bresse, Bourges, Brest, Caen, Cahors, Calais, Cannes, Carcassonne, \
      Chambéry, Chartres, Châteauroux, Cherbourg, Cholet, Clermont-Ferrand, Cognac, Colmar, Compiègne, Dax, \
      Dieppe, Dijon, Dole, Douai, Dunkerque, Épernay, Épinal, Évreux, Foix, Gap, Grasse, Grenoble, Guéret, Hyères, \
      Istres, La Rochelle, Laval, Le Havre, Le Mans, Lens, Libourne, Lille, Limoges, Lorient, Lourdes, Lyon, \
      Mâcon, Marseille, Metz, Millau, Montauban, Montbéliard, Montélimar, Montpellier, Moulins, Mulhouse, Nancy, \
      Nantes, Narbonne, Nevers, Nice, Nîmes, Niort, Orléans, Pau, Périgueux, Perpignan, Poitiers, Quimper, Reims, \
      Rennes, Roanne, Rodez, Rouen, Royan, Saint-Brieuc, Saint-Étienne, Saint-Malo, Saintes, Sète, Soissons, \
      Strasbourg, Tarbes, Thonon, Toulon, Toulouse, Tours, Troyes, Tulle, Valence, Valenciennes, Vannes, Vesoul, \
      Vichy, Vienne
      """),
    streets: list(
      """
      rue de l'Église, rue de la Mairie, rue de la Gare, rue du Moulin, rue des Écoles, rue Pasteur, rue \
      Victor-Hugo, rue Jean-Jaurès, rue des Lilas, rue des Roses, rue des Tilleuls, rue du Château, rue du Stade, \
      rue du Port, rue de la Paix, rue de la Fontaine, rue de la République, rue Gambetta, rue Voltaire, rue \
      Molière, rue des Jardins, rue des Prés, rue des Vignes, rue du Lavoir, rue du Marché, rue du Pont, rue \
      Neuve, rue Haute, rue Basse, rue Verte, rue des Acacias, rue des Cerisiers, rue des Chênes, rue des Érables, \
      rue des Marronniers, rue des Ormes, rue des Peupliers, rue des Saules, rue de Verdun, rue du Nord, rue du \
      Midi, rue Carnot, rue Jules-Ferry, rue Émile-Zola, rue Lamartine, rue La Fontaine, rue Racine, rue Balzac, \
      rue Diderot, rue Montaigne, rue Rabelais, rue Ronsard, rue Berlioz, rue Chopin, rue Debussy, rue Ravel, \
      avenue de la Gare, avenue des Platanes, avenue du Parc, avenue Foch, avenue de la Libération, avenue \
      Jean-Moulin, avenue des Pins, boulevard Voltaire, boulevard Gambetta, boulevard de la Liberté, boulevard \
      Carnot, allée des Cèdres, allée des Bouleaux, allée des Mimosas, allée du Bois, chemin des Vignes, chemin du \
      Moulin, chemin de la Source, chemin Vert, impasse des Lauriers, impasse du Puits, place de l'Église, place \
      du Marché, place de la Mairie, place des Tilleuls, quai de la Rivière, sentier des Crêtes, square des Poètes
      """))
}
