SELECT
  (SELECT array_agg(DISTINCT name) = '{SOMEBODY}' FROM names) AS "a view shows masked values",
  (SELECT array_agg(DISTINCT name) = '{SOMEBODY!}' FROM a_second) AS "materialised views follow each other",
  (SELECT NOT relispopulated FROM pg_class WHERE relname = 'never_filled') AS "one without contents stays without"
