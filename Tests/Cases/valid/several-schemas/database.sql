CREATE SCHEMA shop; CREATE SCHEMA crm; CREATE SCHEMA archive;
CREATE TABLE shop.people (id integer PRIMARY KEY, name text);
CREATE TABLE crm.people (id integer PRIMARY KEY, name text);
CREATE TABLE crm."odd.name" (id integer PRIMARY KEY, name text);
CREATE TABLE archive.people (name text);
INSERT INTO shop.people VALUES (1, 'Wanda Quist');
INSERT INTO crm.people VALUES (1, 'Wanda Quist');
INSERT INTO crm."odd.name" VALUES (1, 'Wanda Quist');
INSERT INTO archive.people VALUES ('Wanda Quist');
