CREATE TABLE profiles (id integer PRIMARY KEY, body jsonb, raw json);
INSERT INTO profiles VALUES
  (1, '{"email": "ann@prod.test", "phones": [{"number": "555-1"}, {"number": null, "kind": "home"}], "odd key": "secret", "age": 7, "more": {"x": 1}}',
   '[{"name": "Annabella", "n": 1.10}, 7]'),
  (2, NULL, NULL), (3, '"text"', '{}'), (4, '{"email": {"deep": 1}}', 'null');
