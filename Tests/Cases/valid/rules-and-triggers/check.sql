SELECT
  (SELECT count(*) = 1 FROM people WHERE name = 'somebody') AS "no rule and no trigger swallows a row",
  (SELECT count(*) = 0 FROM history) AS "nothing is remembered",
  (SELECT tgenabled = 'A' FROM pg_trigger WHERE tgname = 'remember') AND (SELECT ev_enabled = 'O' FROM pg_rewrite WHERE rulename = 'nothing') AS "their states are as they were"
