-- support: named statements before the rewrite
-- from masking.yaml, ../shared/people.yaml

-- replace the large attachments (masking.yaml:249)
-- replace the recordings (masking.yaml:253)
-- drop the files that nothing refers to (masking.yaml:255)
-- point webhooks at the sink (masking.yaml:259)
-- revoke the API tokens (masking.yaml:261)
-- switch outgoing mail off (masking.yaml:263)
SELECT understudy.unit_is_done('0050', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.disable_triggers('0050', 'storage.attachments');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'desk, storage, public, understudy', true));
update attachments set "largeObject" = store_file("largeObject", 'Attachment removed.') where "largeObject" is not null;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'storage.attachments');
SELECT understudy.disable_triggers('0050', 'desk.calls');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'desk, storage, public, understudy', true));
update calls set recording = store_file(recording, 'Recording removed.') where recording is not null;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'desk.calls');
SELECT understudy.disable_triggers('0050', 'desk.maintenance_log');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'desk, storage, public, understudy', true));
insert into maintenance_log (job, finished_at, touched) select 'unreferenced files', as_of(), drop_unreferenced_files();
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'desk.maintenance_log');
SELECT understudy.disable_triggers('0050', 'public.webhooks');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'desk, storage, public, understudy', true));
update webhooks set target_url = 'https://sink.invalid/' || id, is_active = false;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'public.webhooks');
SELECT understudy.disable_triggers('0050', 'public.api_tokens');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'desk, storage, public, understudy', true));
update api_tokens set revoked_at = as_of() where revoked_at is null;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'public.api_tokens');
SELECT understudy.disable_triggers('0050', 'public.settings');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'desk, storage, public, understudy', true));
update settings set value = 'off' where name = 'outgoing_mail';
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'public.settings');
SELECT understudy.unit_done('0050', 1);
SELECT understudy.step_done('0050');
COMMIT;
\endif
