SELECT
  (SELECT count(*) = 2 FROM people WHERE name = 'somebody') AS "a child's column follows its parent's",
  (SELECT badge LIKE 'B-____' AND badge <> 'B-4711' FROM staff) AS "its own has its own rule",
  (SELECT count(*) = 1 FROM ONLY people) AND (SELECT count(*) = 1 FROM staff) AS "rows stay in their table"
