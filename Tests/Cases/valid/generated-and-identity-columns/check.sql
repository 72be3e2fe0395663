SELECT
  (SELECT count(*) = 1 FROM people WHERE id = 1 AND last <> 'Quistgaard' AND sort_key = upper(last) || ', ' || upper(first)) AS "the server computes from masked values",
  (SELECT array_agg(id ORDER BY id) = '{1,2}' FROM people) AS "an identity that only the server may give stays",
  (SELECT count(*) = 1 FROM people WHERE sort_key IS NULL) AS "NULL stays NULL",
  (SELECT last_value = 2 FROM people_id_seq) AS "its sequence goes on"
