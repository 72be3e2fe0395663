SELECT
  NOT EXISTS (SELECT FROM people WHERE email LIKE '%prod.test' OR name LIKE 'Annabella%') AS "every row is masked",
  (SELECT count(*) = 40 AND count(DISTINCT email) = 40 FROM people) AS "none is lost, none is twice",
  EXISTS (SELECT FROM people_0) AND EXISTS (SELECT FROM people_1) AS "new keys go where they belong"
