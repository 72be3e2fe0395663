SELECT
  (SELECT count(*) = 3 FROM readings WHERE note = 'gone') AS "the few rows are masked",
  (SELECT count(*) = 300 AND count(note) = 3 FROM readings) AS "the others are there"
