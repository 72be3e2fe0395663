SELECT
  (SELECT "E-Mail" <> 'ann@prod.test' AND "select" <> 'Annabella' AND "two words" <> 'left at door' FROM "Orders" WHERE "ID" = 1) AS "names are taken as they stand",
  (SELECT "select" = 'Robertus' FROM "Orders" WHERE "ID" = 2) AS "SQL in rules quotes as SQL does",
  (SELECT note = 'another table' FROM orders) AS "Orders is not orders",
  (SELECT count(*) = 3 FROM pg_indexes WHERE tablename = 'Orders') AS "indexes come back"
