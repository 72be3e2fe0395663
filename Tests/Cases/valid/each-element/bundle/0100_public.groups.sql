-- corpus: public.groups
-- masking.yaml:4
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0100' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0100 (
  id integer NOT NULL,
  members text[],
  tags character varying(9)[],
  understudy_equal bigint
);
SELECT understudy.begin_table('0100', 'public.groups', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.groups IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0100');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0100', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 1::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(1, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY public.groups AS s CROSS JOIN LATERAL (SELECT v.value::text AS value FROM pg_catalog.unnest(s.members) AS v(value)) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.addresses_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0100 (id, members, tags, understudy_equal)
  SELECT s.id,
    s.members,
    s.tags,
    CASE WHEN s.members::text COLLATE "C" = s.understudy_o2::text COLLATE "C" AND s.members::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.tags::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.tags::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        (CASE WHEN pg_catalog.cardinality(s.members) > 0 THEN (SELECT understudy.array_in_shape(pg_catalog.array_agg((CASE WHEN understudy.has_text(e.value) THEN understudy.email_with_name(e.digest) WHEN e.value IS NOT NULL THEN e.value END)::pg_catalog.text ORDER BY e.number), pg_catalog.array_dims(s.members)) FROM (SELECT ev.value, ev.number, understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_address'), 'hex')), pg_catalog.convert_to(ev.value::text::text, 'UTF8')) AS digest FROM pg_catalog.unnest(s.members) WITH ORDINALITY AS ev(value, number) OFFSET 0) AS e) ELSE s.members::pg_catalog.text[] END)::text[] AS members,
        s.members AS understudy_o2,
        (CASE WHEN pg_catalog.cardinality(s.tags) > 0 THEN (SELECT understudy.array_in_shape(pg_catalog.array_agg((CASE WHEN understudy.has_text(e.value::text) THEN CASE (e.bits & 2147483647) % 1 WHEN 0 THEN 'a'::pg_catalog."varchar" END WHEN e.value IS NOT NULL THEN '' END)::pg_catalog."varchar" ORDER BY e.number), pg_catalog.array_dims(s.tags)) FROM (SELECT ev.value, ev.number, pg_catalog.hashtextextended(ev.number::text, s.understudy_d3) AS bits FROM pg_catalog.unnest(s.tags) WITH ORDINALITY AS ev(value, number) OFFSET 0) AS e) ELSE s.tags::pg_catalog."varchar"[] END)::character varying(9)[] AS tags,
        s.tags AS understudy_o3
    FROM (
    SELECT s.id,
        s.members,
        s.tags,
        pg_catalog.hashtextextended(s.id::text, (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0100_3'), 16))::bit(64)::bigint)) AS understudy_d3
    FROM ONLY public.groups AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0100' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0100', 'public.groups');
INSERT INTO public.groups (id, members, tags)
SELECT id, members, tags FROM understudy.stage_0100;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0100', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(members) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(tags) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0100 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('members', t.values_0, t.equal_0),
    ('tags', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0100', 'public.groups');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0100', 'public.groups');
DROP TABLE IF EXISTS understudy.stage_0100;
SELECT understudy.step_done('0100');
COMMIT;
