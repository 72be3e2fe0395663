CREATE TABLE people (id integer PRIMARY KEY, tenant integer, email text, login text, gone boolean);
CREATE UNIQUE INDEX people_email ON people (lower(email));
CREATE UNIQUE INDEX people_login ON people (tenant, login) WHERE NOT gone;
INSERT INTO people VALUES (1, 1, 'Ann@prod.test', 'ann', false), (2, 1, 'bob@prod.test', 'bob', false), (3, 1, NULL, 'bob', true);
