SELECT
  NOT EXISTS (SELECT FROM customers JOIN orders ON number = 100000 + id AND customer = number) AS "no number stays where it was",
  (SELECT count(DISTINCT number) = 50 AND min(number) >= 100000 AND max(number) <= 999999 FROM customers) AS "numbers stay unique and in their range",
  (SELECT count(*) = 50 FROM orders JOIN customers ON customer = number) AS "references follow"
