SELECT
  (SELECT phone <> '555-1234' AND code <> 'A-17' AND born <> '1980-01-02' FROM people WHERE id = 1) AS "what can be masked is",
  (SELECT phone = 'N/A' AND code = 'none' AND born = 'infinity' FROM people WHERE id = 2) AS "what has nothing to mask is left alone",
  (SELECT phone ~ '^[٠-٩]{4}-[٠-٩]{2}$' AND code ~ '^B-[٠-٩]{2}$' AND (SELECT bool_and(a <> b) FROM unnest(string_to_array(phone, NULL), string_to_array('٠١٢٣-٤٥', NULL)) AS t(a, b) WHERE b !~ '[- B]') AND (SELECT bool_and(a <> b) FROM unnest(string_to_array(code, NULL), string_to_array('B-٤٢', NULL)) AS t(a, b) WHERE b !~ '[- B]') FROM people WHERE id = 3) AS "digits of other scripts are digits",
  (SELECT phone ~ '^[०-९]{3} [０-９]{3} [0-9]$' AND code ~ '^[０-９]$' AND (SELECT bool_and(a <> b) FROM unnest(string_to_array(phone, NULL), string_to_array('१२३ ２３４ 5', NULL)) AS t(a, b) WHERE b !~ '[- B]') AND (SELECT bool_and(a <> b) FROM unnest(string_to_array(code, NULL), string_to_array('７', NULL)) AS t(a, b) WHERE b !~ '[- B]') FROM people WHERE id = 4) AS "of several scripts in one text too",
  (SELECT phone = 'né à Oslo' AND code = 'ß' FROM people WHERE id = 5) AS "letters are not"
