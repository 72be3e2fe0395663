SELECT
  NOT EXISTS (SELECT FROM customers WHERE email LIKE '%prod.test' OR name IN ('Ann Moll', 'Bob Katz')) AS "patterns of an included file decide",
  (SELECT count(*) = 1 FROM customers JOIN leads ON email = contact_email WHERE customers.id = 2 AND leads.id = 1) AS "a link of an included file joins",
  (SELECT contact_email IS NULL FROM leads WHERE id = 2) AS "NULL stays"
