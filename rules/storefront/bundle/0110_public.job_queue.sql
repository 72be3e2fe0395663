-- storefront: public.job_queue
-- masking.yaml:7
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0110' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create
BEGIN;
SELECT understudy.begin_table('0110', 'public.job_queue', 'truncate');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.job_queue IN SHARE ROW EXCLUSIVE MODE;

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0110', 'public.job_queue');
SELECT understudy.swap_end('0110', 'public.job_queue');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0110', 'public.job_queue');
SELECT understudy.step_done('0110');
COMMIT;
