/// Portuguese pools. Names, streets and towns are facts that nobody owns: names as common as the civil register
/// counts them; streets and towns as maps have them. No person is meant by any of them.
extension Pools {
  static let portuguese = Pools(
    firstNames: list(
      """
      Adriana, Afonso, Albertina, Alberto, Alexandra, Alexandre, Alice, Álvaro, Amélia, Ana, Anabela, André, \
      Ângela, António, Armando, Artur, Augusto, Aurora, Bárbara, Beatriz, Benedita, Bernardo, Bianca, Bruna, \
      Bruno, Caetano, Camila, Carla, Carlos, Carlota, Carolina, Catarina, Cecília, César, Clara, Cláudia, \
      Constança, Cristiano, Cristina, Daniel, Daniela, David, Débora, Diana, Dinis, Diogo, Domingos, Duarte, \
      Edite, Eduarda, Eduardo, Elisa, Elsa, Emanuel, Emília, Ernesto, Estela, Eugénia, Eva, Fábio, Fátima, \
      Feliciano, Fernanda, Fernando, Filipa, Filipe, Filomena, Flávio, Francisca, Francisco, Frederico, Gabriel, \
      Gabriela, Gaspar, Gil, Gonçalo, Graça, Guilherme, Gustavo, Helena, Heitor, Hélder, Henrique, Hugo, Inês, \
      Irene, Isabel, Isaura, Ivo, Jaime, Jerónimo, Joana, João, Joaquim, Joel, Jorge, José, Josefa, Júlia, \
      Juliana, Júlio, Laura, Leandro, Leonardo, Leonor, Letícia, Lídia, Lourenço, Luana, Lucas, Lúcia, Luís, \
      Luísa, Madalena, Mafalda, Manuel, Manuela, Marcelo, Marco, Margarida, Maria, Mariana, Mário, Marisa, Marta, \
      Martim, Mateus, Matilde, Matias, Miguel, Mónica, Natália, Nádia, Nuno, Olga, Olívia, Orlando, Otávio, \
      Patrícia, Paula, Paulo, Pedro, Rafael, Rafaela, Raquel, Raul, Regina, Renata, Renato, Ricardo, Rita, \
      Roberto, Rodrigo, Rogério, Rosa, Rui, Rute, Salvador, Samuel, Sandra, Santiago, Sara, Sérgio, Simão, Sílvia, \
      Sofia, Sónia, Susana, Tânia, Telmo, Teresa, Tiago, Tomás, Valentim, Vanessa, Vasco, Vera, Verónica, Vicente, \
      Vitória, Vítor, Xavier, Zulmira
      """),
    lastNames: list(
      """
      Silva, Santos, Ferreira, Pereira, Oliveira, Costa, Rodrigues, Martins, Jesus, Sousa, Fernandes, Gonçalves, \
      Gomes, Lopes, Marques, Alves, Almeida, Ribeiro, Pinto, Carvalho, Teixeira, Moreira, Correia, Mendes, Nunes, \
      Soares, Vieira, Monteiro, Cardoso, Rocha, Raposo, Neves, Coelho, Cruz, Cunha, Pires, Ramos, Reis, Simões, \
      Antunes, Matos, Fonseca, Machado, Araújo, Barbosa, Tavares, Lourenço, Castro, Figueiredo, Azevedo, Freitas, \
      Magalhães, Henriques, Lima, Guerreiro, Baptista, Pinheiro, Faria, Miranda, Barros, Morais, Nogueira, \
      Esteves, Anjos, Baião, Batista, Borges, Brito, Cabral, Campos, Carneiro, Caetano, Conceição, Domingues, \
      Duarte, Faustino, Gaspar, Guimarães, Leal, Leite, Loureiro, Maia, Medeiros, Melo, Mota, Moura, Pacheco, \
      Paiva, Pinho, Queirós, Rebelo, Salgado, Sampaio, Saraiva, Serra, Serrano, Seabra, Silveira, Torres, Valente, \
      Vargas, Vasconcelos, Vaz, Ventura, Vidal, Viegas, Vilela, Xavier, Amaral, Amorim, Andrade, Assunção, Barata, \
      Bento, Branco, Cordeiro, Damasceno, Dias, Encarnação, Falcão, Franco, Garcia, Gouveia, Lobo, Macedo, \
      Malheiro, Menezes, Mesquita, Nascimento, Peixoto, Portela, Quintas, Resende, Rosário, Salvador, Severino, \
      Toscano, Trindade
      """),
    cities: list(
      """
      Abrantes, Albufeira, Alcobaça, Almada, Almeirim, Amadora, Amarante, Aveiro, Barcelos, Barreiro, Batalha, \
      Beja, Braga, Bragança, Caldas da Rainha, Cantanhede, Cascais, Castelo Branco, Chaves, Coimbra, Covilhã, \
      Elvas, Ermesinde, Espinho, Esposende, Estarreja, Estremoz, Évora, Fafe, Fátima, Faro, Felgueiras, Figueira \
      da Foz, Funchal, Fundão, Gondomar, Gouveia, Guarda, Guimarães, Horta, Ílhavo, Lagos, Lamego, Leiria, Lisboa, \
      Loulé, Loures, Lousada, Maia, Mangualde, Marinha Grande, Matosinhos, Mealhada, Mirandela, Montijo, Moura, \
      Odivelas, Oeiras, Olhão, Ovar, Paredes, Penafiel, Peniche, Peso da Régua, Pinhel, Pombal, Ponta Delgada, \
      Portalegre, Portimão, Porto, Póvoa de Varzim, Queluz, Rio Maior, Sacavém, Santarém, Santo Tirso, Seia, \
      Serpa, Sesimbra, Setúbal, Silves, Sines, Sintra, Tavira, Tomar, Tondela, Torres Novas, Torres Vedras, Trofa, \
      Vale de Cambra, Valença, Valongo, Viana do Castelo, Vila do Conde, Vila Franca de Xira, Vila Real, Viseu, \
      Vizela
      """),
    streets: list(
      """
      Rua Direita, Rua Nova, Rua da Igreja, Rua da Escola, Rua da Fonte, Rua do Moinho, Rua do Castelo, Rua da \
      Estação, Rua do Comércio, Rua das Flores, Rua do Sol, Rua da Paz, Rua da Liberdade, Rua da República, Rua do \
      Carmo, Rua do Rosário, Rua de São João, Rua de São Pedro, Rua de Santo António, Rua de Santa Catarina, Rua \
      de São José, Rua de São Bento, Rua da Boavista, Rua da Bela Vista, Rua do Mercado, Rua do Outeiro, Rua da \
      Ponte, Rua do Rio, Rua do Mar, Rua da Praia, Rua do Porto, Rua da Ribeira, Rua do Pinhal, Rua dos Pinheiros, \
      Rua das Oliveiras, Rua das Laranjeiras, Rua dos Moinhos, Rua das Camélias, Rua das Acácias, Rua dos \
      Plátanos, Rua do Norte, Rua do Sul, Rua da Misericórdia, Rua do Ouro, Rua da Prata, Rua Augusta, Rua Luís de \
      Camões, Rua Gil Vicente, Rua Eça de Queirós, Rua Almeida Garrett, Rua Fernando Pessoa, Rua Vasco da Gama, \
      Rua Infante Dom Henrique, Rua Dom Afonso Henriques, Rua Dom Dinis, Rua Cândido dos Reis, Rua Miguel \
      Bombarda, Rua Alexandre Herculano, Avenida da Liberdade, Avenida da República, Avenida de Roma, Avenida do \
      Brasil, Avenida dos Bombeiros, Avenida Central, Avenida da Boavista, Avenida Marginal, Avenida das Tílias, \
      Largo da Igreja, Largo do Rossio, Largo da Feira, Largo do Pelourinho, Largo da Misericórdia, Praça da \
      República, Praça do Comércio, Praça do Município, Travessa do Carmo, Travessa da Fonte, Travessa das Flores, \
      Beco do Forno, Beco da Amoreira, Calçada da Ajuda, Calçada do Monte, Estrada Nacional, Estrada da \
      Circunvalação, Caminho do Monte, Caminho das Vinhas
      """))
}
