SELECT
  (SELECT email LIKE '%@example.%' AND body #>> '{to,0}' = email FROM people, events) AS "a path follows its link",
  (SELECT message = '<m><to>' || email || '</to></m>' FROM people, events) AS "in every kind of document",
  (SELECT body #>> '{to,1}' NOT IN (email, 'bob@prod.test') FROM people, events) AS "other originals differ"
