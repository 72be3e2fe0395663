/// Spanish pools. Names, streets and towns are facts that nobody owns: names as common as INE counts them; streets
/// and towns as maps have them. No person is meant by any of them.
extension Pools {
  static let spanish = Pools(
    firstNames: list(
      """
      Adrián, Agustín, Aitana, Alba, Alberto, Alejandra, Alejandro, Alfonso, Alicia, Almudena, Álvaro, Ana, \
      Andrea, Andrés, Ángel, Ángela, Antonia, Antonio, Arturo, Aurora, Beatriz, Begoña, Belén, Benito, Blanca, \
      Borja, Carla, Carlos, Carmen, Carolina, Catalina, Cecilia, César, Clara, Claudia, Concepción, Consuelo, \
      Cristina, Daniel, Daniela, David, Diego, Dolores, Domingo, Eduardo, Elena, Elisa, Emilia, Emilio, \
      Encarnación, Enrique, Ernesto, Esperanza, Esteban, Esther, Eugenia, Eva, Felipe, Félix, Fernando, Fernanda, \
      Fátima, Federico, Francisca, Francisco, Gabriel, Gabriela, Gema, Gerardo, Gloria, Gonzalo, Gregorio, \
      Guadalupe, Guillermo, Gustavo, Héctor, Hugo, Ignacio, Inés, Inmaculada, Irene, Isabel, Ismael, Iván, Jaime, \
      Javier, Jesús, Joaquín, Jorge, José, Josefa, Juan, Juana, Julia, Julián, Julio, Laura, Leonor, Leticia, \
      Lorena, Lorenzo, Lourdes, Lucas, Lucía, Luis, Luisa, Magdalena, Manuel, Manuela, Marcos, Margarita, María, \
      Mariano, Mario, Marina, Marta, Martín, Mateo, Mercedes, Miguel, Miriam, Mónica, Montserrat, Natalia, \
      Nicolás, Noelia, Nuria, Olga, Óscar, Pablo, Paloma, Patricia, Paula, Pedro, Pilar, Purificación, Rafael, \
      Ramón, Raquel, Raúl, Remedios, Ricardo, Roberto, Rocío, Rodrigo, Rosa, Rosario, Rubén, Salvador, Samuel, \
      Sandra, Santiago, Sara, Sebastián, Sergio, Silvia, Sofía, Sonia, Susana, Teresa, Tomás, Valentina, Vanesa, \
      Verónica, Vicente, Víctor, Victoria, Virginia, Xavier, Yolanda
      """),
    lastNames: list(
      """
      García, Rodríguez, González, Fernández, López, Martínez, Sánchez, Pérez, Gómez, Martín, Jiménez, Hernández, \
      Ruiz, Díaz, Moreno, Muñoz, Álvarez, Romero, Gutiérrez, Alonso, Navarro, Torres, Domínguez, Ramos, Vázquez, \
      Ramírez, Gil, Serrano, Morales, Molina, Blanco, Suárez, Castro, Ortega, Delgado, Ortiz, Marín, Rubio, Núñez, \
      Medina, Sanz, Castillo, Iglesias, Cortés, Garrido, Santos, Guerrero, Lozano, Cano, Cruz, Méndez, Flores, \
      Prieto, Herrera, Peña, León, Márquez, Cabrera, Gallego, Calvo, Vidal, Campos, Reyes, Vega, Fuentes, \
      Carrasco, Díez, Aguilar, Caballero, Nieto, Santana, Pascual, Herrero, Montero, Hidalgo, Lorenzo, Giménez, \
      Ibáñez, Ferrer, Santiago, Durán, Benítez, Vargas, Mora, Arias, Vicente, Carmona, Crespo, Román, Pastor, \
      Soto, Sáez, Velasco, Moya, Soler, Parra, Esteban, Bravo, Gallardo, Rojas, Pardo, Merino, Franco, Espinosa, \
      Izquierdo, Lara, Rivas, Rivera, Casado, Silva, Camacho, Arroyo, Redondo, Vera, Rey, Galán, Luque, Otero, \
      Montes, Ríos, Segura, Sierra, Carrillo, Marcos, Soriano, Mendoza, Bernal, Robles, Valero, Palacios, \
      Exposito, Vila, Benito, Varela, Andrés, Macías, Guerra, Heredia, Pereira, Bueno, Roldán, Mateo, Villar, \
      Contreras, Miranda, Guillén, Mateos, Escudero, Aguilera, Casas, Menéndez, Estévez, Aparicio, Padilla, \
      Gracia, Beltrán, Calderón, Abad, Rivero, Gálvez, Jurado, Conde, Quintana, Salas, Trujillo, Acosta, Aranda, \
      Maldonado, Blázquez
      """),
    cities: list(
      """
      Albacete, Alcalá de Henares, Alcoy, Algeciras, Alicante, Almería, Aranjuez, Ávila, Avilés, Badajoz, \
      Badalona, Barcelona, Benidorm, Bilbao, Burgos, Cáceres, Cádiz, Calatayud, Cartagena, Castellón, Ceuta, \
      Chiclana, Ciudad Real, Córdoba, Cuenca, Denia, Donostia, Écija, Elche, Elda, Estepona, Ferrol, Figueras, \
      Fuengirola, Gandía, Getafe, Gijón, Girona, Granada, Guadalajara, Huelva, Huesca, Ibiza, Irún, Jaca, Jaén, \
      Jerez, Lérida, León, Linares, Llanes, Logroño, Lorca, Lugo, Madrid, Málaga, Manresa, Marbella, Mataró, \
      Melilla, Mérida, Miranda de Ebro, Mollet, Monforte, Motril, Murcia, Oviedo, Palencia, Palma, Pamplona, \
      Plasencia, Ponferrada, Pontevedra, Priego, Puertollano, Ronda, Sabadell, Sagunto, Salamanca, San Fernando, \
      Santander, Segovia, Sevilla, Soria, Talavera, Tarragona, Telde, Teruel, Toledo, Torrelavega, Torrevieja, \
      Tortosa, Tudela, Úbeda, Valdepeñas, Valencia, Valladolid, Vigo, Vitoria, Zamora, Zaragoza
      """),
    streets: list(
      """
      Calle Mayor, Calle Real, Calle Nueva, Calle de la Iglesia, Calle del Sol, Calle de la Luna, Calle de la \
      Fuente, Calle del Pozo, Calle Ancha, Calle del Carmen, Calle del Rosario, Calle de San Juan, Calle de San \
      Pedro, Calle de San José, Calle de San Antonio, Calle de Santa Ana, Calle del Molino, Calle de las Flores, \
      Calle de los Olivos, Calle de los Naranjos, Calle del Río, Calle del Puente, Calle de la Paz, Calle de la \
      Libertad, Calle de la Estación, Calle de las Escuelas, Calle del Prado, Calle de Goya, Calle de Velázquez, \
      Calle de Cervantes, Calle de Quevedo, Calle de Lope de Vega, Calle de Colón, Calle de Alcalá, Calle de \
      Toledo, Calle de Segovia, Calle de Zaragoza, Calle de Sevilla, Calle de Granada, Calle de Málaga, Calle de \
      Burgos, Calle del Castillo, Calle de la Torre, Calle del Mercado, Calle del Jardín, Calle del Olmo, Calle \
      del Álamo, Calle del Roble, Calle del Pino, Calle del Romero, Calle de la Rosa, Calle del Clavel, Calle de \
      la Huerta, Calle del Norte, Calle del Sur, Avenida de la Constitución, Avenida de Andalucía, Avenida de \
      España, Avenida de la Paz, Avenida de Europa, Avenida del Mar, Avenida de los Pinos, Avenida de Portugal, \
      Plaza Mayor, Plaza de España, Plaza de la Constitución, Plaza del Carmen, Plaza de la Villa, Paseo del \
      Prado, Paseo de la Alameda, Paseo Marítimo, Paseo de los Tilos, Camino Viejo, Camino del Molino, Camino de \
      la Ermita, Travesía de la Cruz, Ronda del Este, Ronda de Poniente
      """))
}
