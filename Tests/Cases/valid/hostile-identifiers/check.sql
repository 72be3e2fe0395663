SELECT
  (SELECT id = 1 FROM canary) AS "nothing in a name was run",
  (SELECT "$$ or $catalog$" = 'ok' AND "a\b%s:'id'" <> 'Annabella' AND ":connection" = "a\b%s:'id'" || 's' AND understudy_equal = 7 AND s = 8 FROM "it's; DROP TABLE canary; --") AS "columns are masked whatever they are called",
  (SELECT count(*) = 1 FROM "v'; DROP TABLE canary; --" WHERE "$$ or $catalog$" = 'ok') AS "views are refreshed",
  (SELECT count(*) = 1 FROM pg_indexes WHERE indexname = 'x"; DROP TABLE canary; --') AS "indexes are back",
  (SELECT count(*) = 3 FROM "child \! touch /tmp/understudy-injected" JOIN "we'ird ""$$".U&"x'\0301""\0301; DROP TABLE canary; --" ON "%s'" = U&"$catalog$\0301" WHERE "%s'" NOT IN ('one', 'two')) AS "keys lead where they led",
  (SELECT array_agg("ççççççççççççççççççççççççççççççç_" ORDER BY id) = '{gone,kept}' FROM "ééééééééééééééééééééééééééééééée") AS "names may have 63 bytes",
  (SELECT U&"id\200B" = 'gone' AND "ID" = 'kept' AND id = 1 FROM "aаａ") AS "look-alikes are different names"
