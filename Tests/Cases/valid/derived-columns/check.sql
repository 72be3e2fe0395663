SELECT
  (SELECT initials = left(first, 1) || left(last, 1) FROM people WHERE id = 1) AS "derived from masked values",
  (SELECT NOT search @@ 'quistgaard'::tsquery AND search @@ plainto_tsquery('simple', last) FROM people WHERE id = 1) AS "the index of words has new words",
  (SELECT initials IS NULL AND search = '' FROM people WHERE id = 2) AS "also where nothing was"
