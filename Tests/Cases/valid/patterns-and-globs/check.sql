SELECT
  (SELECT phone = '555-1234' AND opened_at = '2024-02-29' FROM shop1) AS "a rule comes before a pattern",
  (SELECT phone <> '+44 20 7946 0958' AND phone LIKE '+44%' FROM shop2) AS "the first pattern that matches decides",
  (SELECT note <> 'ring twice' FROM shop2) AS "a pattern by type decides",
  (SELECT mobile_phone = '**********43' FROM people) AS "a later pattern decides what no earlier one matches",
  (SELECT count(*) = 0 FROM log_1) AND (SELECT count(*) = 0 FROM tmp_import) AS "whole tables are emptied by pattern and by glob"
