-- billing: named statements before the rewrite
-- from masking.yaml, ../shared/people.yaml

-- point the endpoints at the sink (masking.yaml:225)
-- collect nothing, send nothing, say what this copy is (masking.yaml:229)
SELECT understudy.unit_is_done('0050', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.disable_triggers('0050', '"psp-gateway".endpoints');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'billing, ledger, "psp-gateway", public, understudy', true));
merge into endpoints as e using endpoints as o on e.topic = o.topic when matched then update set url = 'https://sink.invalid/' || o.topic, active = false;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', '"psp-gateway".endpoints');
SELECT understudy.disable_triggers('0050', 'billing.settings');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'billing, ledger, "psp-gateway", public, understudy', true));
merge into settings as s using (values ('outgoing_mail', 'off'), ('direct_debits', 'off'), ('banner', 'Masked copy. Every debtor here is invented.')) as v(name, value) on s.name = v.name when matched then update set value = v.value when not matched then insert (name, value) values (v.name, v.value);
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'billing.settings');
SELECT understudy.unit_done('0050', 1);
SELECT understudy.step_done('0050');
COMMIT;
\endif
