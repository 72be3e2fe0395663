SELECT
  (SELECT email LIKE '%@example.%' FROM people) AS "what is decided is masked",
  (SELECT born = '1980-01-01' FROM people) AND (SELECT note = 'as it was' FROM more) AS "what nobody has decided stays"
