-- storefront: public.record_versions
-- masking.yaml:75
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0120' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create
BEGIN;
SELECT understudy.begin_table('0120', 'public.record_versions', 'truncate');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.record_versions IN SHARE ROW EXCLUSIVE MODE;

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0120', 'public.record_versions');
SELECT understudy.swap_end('0120', 'public.record_versions');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0120', 'public.record_versions');
SELECT understudy.step_done('0120');
COMMIT;
