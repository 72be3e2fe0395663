CREATE TABLE pets (id bigint PRIMARY KEY, name text); CREATE TABLE dogs (owner text) INHERITS (pets);
