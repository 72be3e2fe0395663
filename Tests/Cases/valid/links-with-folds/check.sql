SELECT
  (SELECT count(*) = 2 FROM letters JOIN people USING (email)) AS "a fold makes spellings equal",
  (SELECT array_agg(letters.id) = '{2}' FROM letters JOIN people USING (code)) AS "without one they differ",
  NOT EXISTS (SELECT FROM letters WHERE email LIKE '%prod%' OR code ILIKE 'a-1') AS "all are replaced",
  (SELECT code = '' FROM letters WHERE id = 3) AS "what is blank stays blank"
