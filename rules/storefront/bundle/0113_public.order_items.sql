-- storefront: public.order_items
-- masking.yaml:109
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0113' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0113 (
  order_id bigint NOT NULL,
  placed_at timestamp with time zone NOT NULL,
  line_no smallint NOT NULL,
  sku text NOT NULL,
  quantity integer NOT NULL,
  unit_price numeric(10,2) NOT NULL,
  gift_message text,
  engraving jsonb,
  understudy_equal bigint
);
SELECT understudy.begin_table('0113', 'public.order_items', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.order_items IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0113');
WITH staged AS (
  INSERT INTO understudy.stage_0113 (order_id, placed_at, line_no, sku, quantity, unit_price, gift_message, engraving, understudy_equal)
  SELECT s.order_id,
    s.placed_at,
    s.line_no,
    s.sku,
    s.quantity,
    s.unit_price,
    s.gift_message,
    s.engraving,
    CASE WHEN s.gift_message::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.gift_message::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.engraving::text COLLATE "C" = s.understudy_o9::text COLLATE "C" AND s.engraving::text <> '' THEN 2 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.order_id,
        s.placed_at,
        s.line_no,
        s.sku,
        s.quantity,
        s.unit_price,
        (CASE WHEN understudy.has_text(s.gift_message) THEN understudy.words_like(s.gift_message, s.understudy_d8) WHEN s.gift_message IS NOT NULL THEN '' END)::text AS gift_message,
        s.gift_message AS understudy_o8,
        ((SELECT CASE WHEN d0.value IS NOT NULL THEN coalesce(CASE pg_catalog.jsonb_typeof(d0.value) WHEN 'object' THEN (SELECT coalesce(pg_catalog.jsonb_object_agg(n1.key, n1.value), '{}'::jsonb) FROM (SELECT o1.key, CASE o1.key COLLATE "C" WHEN 'lines' THEN CASE pg_catalog.jsonb_typeof(o1.value) WHEN 'array' THEN (SELECT coalesce(pg_catalog.jsonb_agg(n2.value ORDER BY n2.number), '[]'::jsonb) FROM (SELECT a2.number, CASE WHEN pg_catalog.jsonb_typeof(a2.value) = 'null' THEN a2.value ELSE (SELECT understudy.json_value((CASE WHEN understudy.has_text(m3.value) THEN understudy.words_like(m3.value, m3.bits) WHEN m3.value IS NOT NULL THEN '' END)::text, pg_catalog.jsonb_typeof(a2.value)) FROM (SELECT m3v.value, ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf(s.understudy_d9, pg_catalog.convert_to('$.lines[*]' || '/' || a2.number, 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS bits FROM (SELECT a2.value #>> '{}' AS value OFFSET 0) AS m3v OFFSET 0) AS m3) END AS value FROM pg_catalog.jsonb_array_elements(o1.value) WITH ORDINALITY AS a2(value, number) OFFSET 0) AS n2 WHERE n2.value IS NOT NULL) WHEN 'null' THEN o1.value ELSE 'null'::jsonb END WHEN 'font' THEN o1.value ELSE 'null'::jsonb END AS value FROM pg_catalog.jsonb_each(d0.value) AS o1 OFFSET 0) AS n1 WHERE n1.value IS NOT NULL) WHEN 'null' THEN d0.value ELSE 'null'::jsonb END, 'null'::jsonb) END FROM (SELECT s.engraving::jsonb AS value OFFSET 0) AS d0))::jsonb AS engraving,
        s.engraving AS understudy_o9
    FROM (
    SELECT s.order_id,
        s.placed_at,
        s.line_no,
        s.sku,
        s.quantity,
        s.unit_price,
        s.gift_message,
        s.engraving,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0113_8'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.order_id::text)::text || ':' || s.order_id::text, '-') || coalesce(pg_catalog.octet_length(s.placed_at::text)::text || ':' || s.placed_at::text, '-') || coalesce(pg_catalog.octet_length(s.line_no::text)::text || ':' || s.line_no::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d8,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0113_9'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.order_id::text)::text || ':' || s.order_id::text, '-') || coalesce(pg_catalog.octet_length(s.placed_at::text)::text || ':' || s.placed_at::text, '-') || coalesce(pg_catalog.octet_length(s.line_no::text)::text || ':' || s.line_no::text, '-'), 'UTF8')) AS understudy_d9
    FROM ONLY public.order_items AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0113' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0113', 'public.order_items');
INSERT INTO public.order_items (order_id, placed_at, line_no, sku, quantity, unit_price, gift_message, engraving)
SELECT order_id, placed_at, line_no, sku, quantity, unit_price, gift_message, engraving FROM understudy.stage_0113;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0113', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(gift_message) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(engraving) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1
  FROM understudy.stage_0113 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('gift_message', t.values_0, t.equal_0),
    ('engraving', t.values_1, t.equal_1)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0113', 'public.order_items');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0113', 'public.order_items');
DROP TABLE IF EXISTS understudy.stage_0113;
SELECT understudy.step_done('0113');
COMMIT;
