CREATE TABLE canary (id integer PRIMARY KEY);
INSERT INTO canary VALUES (1);
CREATE TABLE "it's; DROP TABLE canary; --" (
  id integer PRIMARY KEY, "$$ or $catalog$" text, "a\b%s:'id'" text, "line
break \gexec" text, ":connection" text, understudy_equal integer, s integer
);
CREATE INDEX "x""; DROP TABLE canary; --" ON "it's; DROP TABLE canary; --" ("a\b%s:'id'");
COMMENT ON INDEX "x""; DROP TABLE canary; --" IS 'it''s \gexec; $$ DROP TABLE canary';
CREATE FUNCTION "f'; DROP TABLE canary; --"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
INSERT INTO "it's; DROP TABLE canary; --" VALUES (1, 'Ann', 'Annabella', 'called twice', 'Annabellas', 1, 2);
CREATE SCHEMA "we'ird ""$$";
CREATE TABLE "we'ird ""$$".U&"x'\0301""\0301; DROP TABLE canary; --" (U&"$catalog$\0301" text PRIMARY KEY);
INSERT INTO "we'ird ""$$".U&"x'\0301""\0301; DROP TABLE canary; --" VALUES ('one'), ('two');
CREATE TABLE "child \! touch /tmp/understudy-injected" (
  id integer PRIMARY KEY, "%s'" text CONSTRAINT "fk'; DROP TABLE canary; --" REFERENCES "we'ird ""$$".U&"x'\0301""\0301; DROP TABLE canary; --"
);
INSERT INTO "child \! touch /tmp/understudy-injected" VALUES (1, 'one'), (2, 'two'), (3, 'one');
CREATE TABLE "ééééééééééééééééééééééééééééééée" (id integer PRIMARY KEY, "ççççççççççççççççççççççççççççççç_" text);
INSERT INTO "ééééééééééééééééééééééééééééééée" VALUES (1, 'Annabella'), (2, 'kept');
CREATE TABLE "aаａ" (id integer PRIMARY KEY, U&"id\200B" text, "ID" text);
INSERT INTO "aаａ" VALUES (1, 'Annabella', 'kept');
CREATE MATERIALIZED VIEW "v'; DROP TABLE canary; --" AS SELECT * FROM "it's; DROP TABLE canary; --";
