-- corpus: public.tmp_import
-- masking.yaml:11
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0104' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create
BEGIN;
SELECT understudy.begin_table('0104', 'public.tmp_import', 'truncate');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.tmp_import IN SHARE ROW EXCLUSIVE MODE;

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0104', 'public.tmp_import');
SELECT understudy.swap_end('0104', 'public.tmp_import');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0104', 'public.tmp_import');
SELECT understudy.step_done('0104');
COMMIT;
