SELECT
  (SELECT name NOT IN ('Wanda Quist', 'somebody') FROM shop.people) AS "a bare name is the search path's",
  (SELECT name = 'somebody' FROM crm.people) AS "a schema is named before a dot",
  (SELECT name <> 'Wanda Quist' FROM crm."odd.name") AS "a name with a dot stands in quotes",
  (SELECT count(*) = 0 FROM archive.people) AS "a glob takes a whole schema"
