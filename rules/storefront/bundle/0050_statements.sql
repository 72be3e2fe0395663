-- storefront: named statements before the rewrite
-- from masking.yaml, ../shared/people.yaml

-- point webhooks at the sink (masking.yaml:218)
-- revoke the API keys (masking.yaml:220)
-- switch outgoing mail off (masking.yaml:222)
SELECT understudy.unit_is_done('0050', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.disable_triggers('0050', 'public.webhooks');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'public, understudy', true));
update webhooks set url = 'https://sink.invalid/' || id, active = false;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'public.webhooks');
SELECT understudy.disable_triggers('0050', 'public.api_keys');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'public, understudy', true));
update api_keys set revoked_at = as_of() where revoked_at is null;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'public.api_keys');
SELECT understudy.disable_triggers('0050', 'public.settings');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'public, understudy', true));
update settings set value = 'off' where name = 'outgoing_mail';
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'public.settings');
SELECT understudy.unit_done('0050', 1);
SELECT understudy.step_done('0050');
COMMIT;
\endif
