SELECT
  (SELECT email::text LIKE '%@example.%' FROM people WHERE id = 1) AS "masked",
  (SELECT email::text = 'BOSS@ours.test' FROM people WHERE id = 2) AS "a condition compares as citext does",
  (SELECT count(*) = 1 FROM people JOIN letters ON name::text = recipient AND recipient <> 'WANDA QUIST') AS "a link folds as citext does"
