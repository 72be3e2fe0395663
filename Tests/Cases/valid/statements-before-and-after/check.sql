SELECT
  (SELECT url = 'https://sink.invalid/1' AND NOT active AND owner <> 'Wanda Quist' FROM webhooks WHERE id = 1) AS "what ran before is masked with the rest",
  NOT EXISTS (SELECT FROM webhooks WHERE url LIKE '%/draft') AS "rows may go",
  (SELECT count(*) = 1 FROM webhooks WHERE url = 'https://try.invalid/' AND owner = 'Understudy') AS "what runs after comes out as it was written",
  (SELECT array_agg(open ORDER BY id) = '{f,t}' FROM ledgers) AS "as_of() is the copy's time"
