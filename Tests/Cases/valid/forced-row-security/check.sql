SELECT
  NOT EXISTS (SELECT FROM accounts WHERE owner IN ('Wanda Quist', 'Hugo Brandt')) AS "rows that a policy hides are masked too",
  (SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = 'accounts') AS "row security is forced again",
  (SELECT count(*) = 2 FROM accounts) AS "no row is lost"
