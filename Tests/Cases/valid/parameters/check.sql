SELECT
  (SELECT password = E'it''s \\ $$ :id %s; DROP TABLE canary; --' FROM users WHERE id = 1) AS "a value comes with the connection",
  (SELECT settings ->> 'key' = password AND settings ->> 'theme' = 'dark' FROM users WHERE id = 1) AS "also inside a document",
  (SELECT password IS NULL FROM users WHERE id = 2) AS "NULL stays"
