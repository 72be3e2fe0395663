-- billing: named statements after the rewrite
-- from masking.yaml, ../shared/people.yaml

-- take a trial balance (masking.yaml:235)
SELECT understudy.unit_is_done('0850', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.disable_triggers('0850', 'ledger.trial_balances');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'billing, ledger, "psp-gateway", public, understudy', true));
insert into trial_balances (taken_at, currency, entries, unbalanced_entries, debits, credits) select as_of(), b.currency, count(*), count(*) filter (where b.total <> 0), sum(b.debits), sum(b.credits) from (select e.id, e.currency, sum(p.amount) as total, coalesce(sum(p.amount) filter (where p.amount > 0), 0) as debits,
  coalesce(-sum(p.amount) filter (where p.amount < 0), 0) as credits
  from entries as e join postings as p on p.entry_id = e.id group by e.id) as b
group by b.currency;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0850', 'ledger.trial_balances');
SELECT understudy.unit_done('0850', 1);
SELECT understudy.step_done('0850');
COMMIT;
\endif
