CREATE TABLE invoices (id integer PRIMARY KEY, body text);
INSERT INTO invoices VALUES
  (1, '<invoice number="R-4711"><buyer><email>ann@prod.test</email><name>Wandalina</name></buyer><total>12.50</total><!-- for Wandalina --></invoice>'),
  (2, NULL);
