SELECT
  NOT EXISTS (SELECT FROM people WHERE email NOT LIKE '%@example.%') AS "a domain's values are masked and pass its CHECK",
  (SELECT mood = 'new' AND moods = '{new,new,NULL}' FROM people WHERE id = 1) AS "labels become other labels",
  (SELECT mood IS NULL FROM people WHERE id = 2) AS "NULL stays"
