SELECT
  (SELECT salary = 51000 AND income = 0 AND born = '1987-01-01' AND age = 30 FROM people WHERE id = 1) AS "rounded, in ranges, cut, in bands",
  (SELECT weight BETWEEN 72 AND 88 AND hired::date <> '2020-02-29' AND abs(hired::date - '2020-02-29'::date) <= 30 FROM people WHERE id = 1) AS "moved, and not far",
  (SELECT salary = -1000 AND income = 50000 AND weight = 'NaN' AND born = 'infinity' AND age = 90 AND hired = '-infinity' FROM people WHERE id = 2) AS "odd ones stay odd",
  (SELECT num_nulls(salary, income, weight, born, age, hired) = 6 FROM people WHERE id = 3) AS "NULL stays NULL"
