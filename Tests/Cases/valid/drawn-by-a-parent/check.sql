SELECT
  (SELECT count(DISTINCT street) = 1 FROM addresses WHERE customer = 1) AS "rows of one parent get one value",
  (SELECT count(DISTINCT street) = 3 FROM addresses) AS "those of others do not",
  NOT EXISTS (SELECT FROM addresses WHERE street IN ('Karl Johans gate 1', 'Storgata 9', 'Marktgasse 3', 'Via 4')) AS "all are replaced"
