SELECT
  (SELECT count(*) = 1 FROM notes WHERE id = 1 AND body = 'gone') AS "what was there is replaced",
  (SELECT count(*) = 1 FROM notes WHERE id = 2 AND body IS NULL) AS "NULL stays"
