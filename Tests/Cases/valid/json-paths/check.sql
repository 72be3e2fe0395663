SELECT
  (SELECT body ->> 'email' LIKE '%@example.%' AND body #>> '{phones,0,number}' = 'none' AND body ->> 'odd key' <> 'secret' FROM profiles WHERE id = 1) AS "paths are masked",
  (SELECT body ->> 'age' = '7' AND NOT body ? 'more' AND body #> '{phones,1}' = '{"number": null}' FROM profiles WHERE id = 1) AS "what no path names is removed",
  (SELECT raw ->> 0 NOT LIKE '%Annabella%' AND raw ->> 0 LIKE '%1.10%' AND raw ->> 1 = '7' FROM profiles WHERE id = 1) AS "json keeps how numbers are written",
  (SELECT body IS NULL AND raw IS NULL FROM profiles WHERE id = 2) AS "NULL stays",
  (SELECT raw::text = '{}' FROM profiles WHERE id = 3) AS "what is empty stays empty"
