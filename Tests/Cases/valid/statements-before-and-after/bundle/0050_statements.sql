-- corpus: named statements before the rewrite
-- from masking.yaml

-- point webhooks at the sink (masking.yaml:6)
-- no drafts (masking.yaml:8)
SELECT understudy.unit_is_done('0050', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.disable_triggers('0050', 'public.webhooks');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'public, understudy', true));
update webhooks set url = 'https://sink.invalid/' || id, active = false;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'public.webhooks');
SELECT understudy.disable_triggers('0050', 'public.webhooks');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'public, understudy', true));
delete from webhooks where owner is null;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'public.webhooks');
SELECT understudy.unit_done('0050', 1);
SELECT understudy.step_done('0050');
COMMIT;
\endif
