SELECT
  (SELECT body NOT LIKE '%ann@prod.test%' AND body LIKE '%<email>%@example.%</email>%' FROM invoices WHERE id = 1) AS "elements are masked",
  (SELECT body NOT LIKE '%R-4711%' AND body LIKE '%number="R-____"%' FROM invoices WHERE id = 1) AS "and attributes",
  (SELECT body LIKE '%<total>12.50</total>%' FROM invoices WHERE id = 1) AS "what is kept stays",
  (SELECT body NOT LIKE '%Wandalina%' FROM invoices WHERE id = 1) AS "a function masks the rest, comments among it"
