SELECT
  (SELECT note = 'gone' FROM other) AS "the run has run",
  NOT EXISTS (SELECT FROM empty) AS "no row stays no row",
  (SELECT count(*) = 3 FROM nulls WHERE email IS NULL AND born IS NULL AND tags IS NULL) AS "NULL stays NULL",
  (SELECT email = '' AND note = '' FROM blanks) AS "blank becomes empty",
  (SELECT count(*) = 1 FROM no_columns) AS "a row without columns stays"
