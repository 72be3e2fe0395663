SELECT
  NOT EXISTS (SELECT FROM people WHERE login IN ('ann', 'bob', 'eve')) AS "the keys are replaced",
  (SELECT count(*) = 2 FROM people JOIN teams ON team = name) AS "one way round leads back",
  (SELECT count(*) = 1 FROM teams JOIN people ON lead = login AND team = name) AS "and so does the other",
  (SELECT condeferred FROM pg_constraint WHERE conname = 'teams_lead') AS "a deferred key stays deferred"
