SELECT
  (SELECT count(*) = 1 FROM letters JOIN people ON sender = login AND login <> 'ann') AS "who has a parent keeps it",
  (SELECT sender <> 'nobody' FROM letters WHERE id = 2) AS "who has none is masked alike",
  (SELECT NOT convalidated AND obj_description(oid) = 'older ones have no sender' FROM pg_constraint WHERE conname = 'letters_sender') AS "the key is as it was"
