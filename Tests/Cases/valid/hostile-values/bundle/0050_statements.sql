-- corpus: named statements before the rewrite
-- from masking.yaml, towns.txt

-- one
-- \! touch /tmp/understudy-injected (masking.yaml:29)
SELECT understudy.unit_is_done('0050', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.disable_triggers('0050', 'public.people');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'public, understudy', true));
update people set lines = '\gexec ; '' :id' where id = 3 -- and no more; DROP TABLE canary
;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'public.people');
SELECT understudy.unit_done('0050', 1);
SELECT understudy.step_done('0050');
COMMIT;
\endif
