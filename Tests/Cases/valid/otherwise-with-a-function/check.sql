SELECT
  (SELECT payload ->> 'kind' = 'mail' FROM events) AS "what is kept stays",
  (SELECT payload::text NOT LIKE '%Wandalina%' AND payload::text NOT LIKE '%Hugobert%' FROM events) AS "all other text is masked, at any depth",
  (SELECT payload ->> 'size' = '00' AND payload ->> 'read' <> 'true' FROM events) AS "and all that is no text",
  (SELECT length(payload ->> 'to') = 9 FROM events) AS "with their length"
