SELECT
  (SELECT email <> 'ann@prod.test' AND email = recipient FROM people, letters) AS "a link of one file serves the others",
  (SELECT body NOT LIKE '%Annabella%' FROM letters) AS "each file decides about its tables",
  (SELECT id = 7 FROM letters) AS "patterns of the application's file hold for all"
