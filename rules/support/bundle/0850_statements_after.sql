-- support: named statements after the rewrite
-- from masking.yaml, ../shared/people.yaml

-- say what this copy is (masking.yaml:265)
SELECT understudy.unit_is_done('0850', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.disable_triggers('0850', 'public.settings');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'desk, storage, public, understudy', true));
update settings set value = 'Masked copy. Every requester here is invented.' where name = 'banner';
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0850', 'public.settings');
SELECT understudy.unit_done('0850', 1);
SELECT understudy.step_done('0850');
COMMIT;
\endif
