SELECT
  (SELECT email LIKE '%@example.%' FROM people) AS "the table is masked",
  (SELECT changed_at = '2020-02-02' FROM people) AS "its trigger did not fire",
  (SELECT tgenabled = 'O' FROM pg_trigger WHERE tgname = 'touch') AS "and is on again"
