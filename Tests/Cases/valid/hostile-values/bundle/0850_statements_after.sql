-- corpus: named statements after the rewrite
-- from masking.yaml, towns.txt

-- '; DROP TABLE canary; -- (masking.yaml:31)
SELECT understudy.unit_is_done('0850', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.disable_triggers('0850', 'public.people');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'public, understudy', true));
insert into people (id, lines) values (9, $$'; DROP TABLE canary; \! touch /tmp/understudy-injected -- $$)
;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0850', 'public.people');
SELECT understudy.unit_done('0850', 1);
SELECT understudy.step_done('0850');
COMMIT;
\endif
