SELECT
  (SELECT id = 1 FROM canary) AS "nothing in a value was run",
  (SELECT name = 'x''; DROP TABLE canary; --' AND email = 'p@prod.test' FROM people WHERE id = 20) AS "a condition means what it says",
  NOT EXISTS (SELECT FROM people WHERE id <> 20 AND name NOT IN ('''; DROP TABLE canary; --', E'\\''; DROP TABLE canary; --', '$$ $catalog$ $body$', ':''id'' :id :"id" %s %1$s {x}')) AS "choices come out as they were written",
  (SELECT count(*) = 11 FROM people WHERE accent = U&'x''\0301; DROP TABLE canary; --') AS "a quote with an accent is a quote",
  (SELECT count(*) = 11 FROM people WHERE lines = E'a\n\\gexec\n\\! touch /tmp/understudy-injected\n''\n;DROP TABLE canary;') AS "lines stay lines",
  (SELECT count(*) = 11 FROM people WHERE mixed = U&'\\\0301'' || (SELECT 1/0) || ''\200D \2019 \FF07 \2018') AS "look-alikes stay what they are",
  (SELECT count(*) = 11 FROM people WHERE drawn ~ U&'^''; [0-9]{4} \\\\'' [$][$] [{][}] ''\0301$') AS "templates too",
  (SELECT count(*) = 11 FROM people WHERE told = E'it''s \\ $$ :id %s; DROP TABLE canary; --') AS "and values from outside",
  NOT EXISTS (SELECT FROM people WHERE town NOT IN ('''; DROP TABLE canary; --', U&'\\''\0301; DROP TABLE canary; --', '$$ \gexec :id %s')) AS "and lines of a dictionary",
  (SELECT count(*) = 11 FROM people WHERE computed = id || '\ '' " $$ :id %s' || ' ''; DROP TABLE canary; -- ') AS "expressions mean what they say",
  (SELECT count(*) = 11 FROM people WHERE body #>> ARRAY['it''s; \ :id', 'a'] = U&'''\0301"; \\') AS "and paths",
  (SELECT count(*) = 11 FROM people WHERE "'; DROP TABLE canary; --" = 'kept') AS "patterns match letters",
  (SELECT lines = '''; DROP TABLE canary; \! touch /tmp/understudy-injected -- ' FROM people WHERE id = 9) AS "statements are one statement"
