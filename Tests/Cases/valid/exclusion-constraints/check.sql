SELECT
  NOT EXISTS (SELECT FROM bookings WHERE guest IN ('Wanda Quist', 'Hugo Brandt')) AS "masked",
  (SELECT pg_get_constraintdef(oid) = 'EXCLUDE USING gist (during WITH &&)' FROM pg_constraint WHERE conname = 'one_at_a_time') AS "the constraint is there"
