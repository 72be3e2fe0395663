CREATE TABLE "Orders" ("ID" integer PRIMARY KEY, "E-Mail" text UNIQUE, "select" text, "Order" integer, "two words" text);
CREATE TABLE orders (id integer PRIMARY KEY, note text);
CREATE INDEX "By Name" ON "Orders" ("select", "Order" DESC);
INSERT INTO "Orders" VALUES (1, 'ann@prod.test', 'Annabella', 1, 'left at door'), (2, 'bob@prod.test', 'Robertus', 3, 'by post');
INSERT INTO orders VALUES (1, 'another table');
