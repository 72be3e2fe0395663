CREATE EXTENSION hstore;
CREATE TABLE items (id integer PRIMARY KEY, attributes hstore);
INSERT INTO items VALUES (1, 'colour=>red, owner=>"Wanda Quist", note=>secret'), (2, ''), (3, NULL), (4, 'owner=>NULL');
