CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY, number serial, a text, PRIMARY KEY (id));
