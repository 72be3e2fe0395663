-- corpus: named statements after the rewrite
-- from masking.yaml

-- one to try (masking.yaml:9)
-- close the books (masking.yaml:14)
SELECT understudy.unit_is_done('0850', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.disable_triggers('0850', 'public.webhooks');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'public, understudy', true));
insert into webhooks (id, url, active, owner)
select max(id) + 1, 'https://try.invalid/', true, 'Understudy' from webhooks;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0850', 'public.webhooks');
SELECT understudy.disable_triggers('0850', 'public.ledgers');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'public, understudy', true));
update ledgers set open = false where closed_on < as_of();
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0850', 'public.ledgers');
SELECT understudy.unit_done('0850', 1);
SELECT understudy.step_done('0850');
COMMIT;
\endif
