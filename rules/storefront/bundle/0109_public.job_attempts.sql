-- storefront: public.job_attempts
-- masking.yaml:7
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0109' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create
BEGIN;
SELECT understudy.begin_table('0109', 'public.job_attempts', 'truncate');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.job_attempts IN SHARE ROW EXCLUSIVE MODE;

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0109', 'public.job_attempts');
SELECT understudy.swap_end('0109', 'public.job_attempts');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0109', 'public.job_attempts');
SELECT understudy.step_done('0109');
COMMIT;
