SELECT
  NOT EXISTS (SELECT FROM accounts WHERE code = 'A1' OR owner IN ('Wanda Quist', 'Hugo Brandt')) AS "the key is replaced",
  (SELECT array_agg(amount ORDER BY tenant) = '{10,20}' FROM entries JOIN accounts USING (tenant, code)) AS "each child has its parent",
  (SELECT convalidated FROM pg_constraint WHERE conname = 'entries_account') AS "the foreign key is back, and valid"
