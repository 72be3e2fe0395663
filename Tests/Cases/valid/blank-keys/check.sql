SELECT
  (SELECT array_agg(email ORDER BY id) = ARRAY['', '  ', E'\t'] FROM people) AS "blank values of a unique column stay apart",
  (SELECT count(*) = 3 FROM letters JOIN people USING (code)) AS "so do references to them",
  (SELECT codes = ARRAY[' ', people.code] AND people.code <> 'A-1' FROM letters, people WHERE letters.id = 1 AND people.id = 3) AS "and what a link takes for equal"
