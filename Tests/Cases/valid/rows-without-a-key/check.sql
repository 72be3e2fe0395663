SELECT
  NOT EXISTS (SELECT FROM visits WHERE ip = '8.8.8.8' OR who IN ('Wanda Quist', 'Hugo Brandt')) AS "rows are told apart as the rule says",
  (SELECT count(*) = 3 AND count(who) = 2 FROM visits) AS "also by columns that are NULL"
