/// Italian pools. Names, streets and towns are facts that nobody owns: names as common as ISTAT counts them;
/// streets and towns as maps have them. No person is meant by any of them.
extension Pools {
  static let italian = Pools(
    firstNames: list(
      """
      Adriana, Agnese, Alberto, Alessandra, Alessandro, Alessia, Alessio, Alfonso, Alice, Andrea, Angela, Angelo, \
      Anna, Antonella, Antonio, Arianna, Asia, Aurora, Barbara, Beatrice, Benedetta, Bianca, Bruno, Camilla, \
      Carla, Carlo, Carmela, Carmine, Caterina, Cecilia, Chiara, Cinzia, Clara, Claudia, Claudio, Corrado, \
      Cristian, Cristiano, Cristina, Daniela, Daniele, Dario, Davide, Debora, Diego, Domenico, Donatella, Edoardo, \
      Elena, Eleonora, Elisa, Emanuele, Emilia, Emma, Enrico, Enzo, Erica, Ernesto, Eugenio, Ezio, Fabiana, Fabio, \
      Fabrizio, Federica, Federico, Felice, Filippo, Flavia, Francesca, Francesco, Franco, Gabriele, Gabriella, \
      Gaetano, Gaia, Giacomo, Gianluca, Gianni, Giorgia, Giorgio, Giovanna, Giovanni, Giulia, Giuliana, Giulio, \
      Giuseppe, Giuseppina, Graziella, Greta, Guido, Ilaria, Irene, Isabella, Jacopo, Laura, Leonardo, Letizia, \
      Lidia, Lorenzo, Loredana, Luca, Lucia, Luciano, Lucrezia, Luigi, Luisa, Maddalena, Manuela, Marcello, Marco, \
      Margherita, Maria, Mariangela, Marina, Mario, Marta, Martina, Massimo, Matilde, Matteo, Mattia, Maurizio, \
      Mauro, Michela, Michele, Mirella, Monica, Nadia, Nicola, Nicoletta, Noemi, Norma, Orlando, Ornella, Paola, \
      Paolo, Pasquale, Patrizia, Piero, Pietro, Raffaele, Raffaella, Renato, Renata, Riccardo, Rita, Roberta, \
      Roberto, Rocco, Romano, Rosa, Rosanna, Rosaria, Salvatore, Samuele, Sandra, Sara, Serena, Sergio, Silvia, \
      Silvio, Simona, Simone, Sofia, Sonia, Stefania, Stefano, Susanna, Teresa, Tiziana, Tommaso, Umberto, \
      Valentina, Valeria, Vincenzo, Viola, Virginia, Vittoria, Vittorio
      """),
    lastNames: list(
      """
      Rossi, Russo, Ferrari, Esposito, Bianchi, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, Conti, De \
      Luca, Mancini, Costa, Giordano, Rizzo, Lombardi, Moretti, Barbieri, Fontana, Santoro, Mariani, Rinaldi, \
      Caruso, Ferrara, Galli, Martini, Leone, Longo, Gentile, Martinelli, Vitale, Lombardo, Serra, Coppola, De \
      Santis, Marchetti, Parisi, Villa, Conte, Ferraro, Ferri, Fabbri, Bianco, Marini, Grasso, Valentini, Messina, \
      Sala, De Angelis, Gatti, Pellegrini, Palumbo, Sanna, Farina, Rizzi, Monti, Cattaneo, Morelli, Amato, \
      Silvestri, Mazza, Testa, Grassi, Pellegrino, Carbone, Giuliani, Benedetti, Barone, Rossetti, Caputo, \
      Montanari, Guerra, Palmieri, Bernardi, Martino, Fiore, De Rosa, Ferretti, Bellini, Basile, Riva, Donati, \
      Piras, Vitali, Battaglia, Sartori, Neri, Costantini, Milani, Pagano, Ruggiero, Sorrentino, D'Amico, Orlando, \
      Damico, Negri, Mantovani, Castelli, Bruni, Pace, Cirillo, Valente, Ventura, Tosi, Catalano, Gallina, Poli, \
      Bassi, Volpe, Fusco, Vaccaro, Rota, Lanza, Bosco, Salvi, Fumagalli, Perrone, Cocco, Melis, Mele, Marra, \
      Guidi, Grimaldi, Zanetti, Landi, Ferrero, Bertini, Carli, Rosati, Zanella, Pozzi, Locatelli, Brambilla, \
      Spinelli, Ceccarelli, Salerno, Giorgi, Mauro, Olivieri, Tedesco
      """),
    cities: list(
      """
      Agrigento, Alba, Alessandria, Ancona, Aosta, Arezzo, Ascoli Piceno, Asti, Avellino, Bari, Barletta, Belluno, \
      Benevento, Bergamo, Biella, Bologna, Bolzano, Brescia, Brindisi, Cagliari, Caltanissetta, Campobasso, \
      Carrara, Caserta, Catania, Catanzaro, Cesena, Chieti, Como, Cosenza, Cremona, Crotone, Cuneo, Empoli, Enna, \
      Faenza, Fano, Fermo, Ferrara, Firenze, Foggia, Forlì, Frosinone, Genova, Gorizia, Grosseto, Imola, Imperia, \
      Isernia, L'Aquila, La Spezia, Latina, Lecce, Lecco, Livorno, Lodi, Lucca, Macerata, Mantova, Massa, Matera, \
      Merano, Messina, Milano, Modena, Monza, Napoli, Novara, Nuoro, Oristano, Padova, Palermo, Parma, Pavia, \
      Perugia, Pesaro, Pescara, Piacenza, Pisa, Pistoia, Pordenone, Potenza, Prato, Ragusa, Ravenna, Reggio \
      Emilia, Rieti, Rimini, Roma, Rovigo, Salerno, Sanremo, Sassari, Savona, Siena, Siracusa, Sondrio, Taranto, \
      Teramo, Terni, Torino, Trani, Trapani, Trento, Treviso, Trieste, Udine, Urbino, Varese, Venezia, Verbania, \
      Vercelli, Verona, Viareggio, Vicenza, Viterbo
      """),
    streets: list(
      """
      Via Roma, Via Garibaldi, Via Mazzini, Via Dante, Via Verdi, Via Cavour, Via Marconi, Via Manzoni, Via \
      Leopardi, Via Carducci, Via Pascoli, Via Foscolo, Via Petrarca, Via Boccaccio, Via Ariosto, Via Tasso, Via \
      Rossini, Via Puccini, Via Bellini, Via Donizetti, Via Vivaldi, Via Galilei, Via Volta, Via Galvani, Via \
      Colombo, Via Vespucci, Via Leonardo da Vinci, Via Michelangelo, Via Raffaello, Via Tiziano, Via Giotto, Via \
      Canova, Via dei Mille, Via della Libertà, Via della Repubblica, Via della Pace, Via della Stazione, Via \
      della Chiesa, Via del Mulino, Via della Fontana, Via del Ponte, Via del Castello, Via della Torre, Via delle \
      Rose, Via dei Tigli, Via dei Pini, Via degli Olivi, Via delle Vigne, Via dei Gelsomini, Via delle Acacie, \
      Via dei Platani, Via dei Ciliegi, Via del Bosco, Via del Lago, Via del Mare, Via Nuova, Via Vecchia, Via San \
      Marco, Via San Giovanni, Via San Francesco, Via Sant'Antonio, Via Santa Lucia, Via Milano, Via Torino, Via \
      Venezia, Via Firenze, Via Bologna, Via Napoli, Via Trento, Via Trieste, Via Piave, Via Monte Grappa, Corso \
      Italia, Corso Garibaldi, Corso Vittorio Emanuele, Corso Umberto, Piazza Garibaldi, Piazza del Duomo, Piazza \
      Dante, Piazza della Repubblica, Piazza Vittoria, Viale della Stazione, Viale dei Tigli, Viale Europa, Viale \
      Kennedy, Vicolo Stretto, Vicolo del Forno, Largo Augusto
      """))
}
