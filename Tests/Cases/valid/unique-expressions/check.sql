SELECT
  NOT EXISTS (SELECT FROM people WHERE email ILIKE '%prod.test' OR login IN ('ann', 'bob')) AS "masked",
  (SELECT count(*) = 2 FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relname IN ('people_email', 'people_login') AND indisunique AND indisvalid) AS "under both indexes"
