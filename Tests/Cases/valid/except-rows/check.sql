SELECT
  (SELECT count(*) = 1 FROM people WHERE id = 1 AND email = 'wanda@ours.test' AND name = 'Wanda Quist' AND initial = 'odd') AS "rows of the condition are as they were",
  (SELECT count(*) = 1 FROM people WHERE id = 2 AND email LIKE '%@example.%' AND initial = left(name, 1)) AS "others are masked",
  (SELECT count(*) = 1 FROM people WHERE id = 3 AND email IS NULL AND name <> 'Nora Lind') AS "so are those for which it is not known"
