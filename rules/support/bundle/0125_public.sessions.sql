-- support: public.sessions
-- masking.yaml:235
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0125' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create
BEGIN;
SELECT understudy.begin_table('0125', 'public.sessions', 'truncate');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.sessions IN SHARE ROW EXCLUSIVE MODE;

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0125', 'public.sessions');
SELECT understudy.swap_end('0125', 'public.sessions');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0125', 'public.sessions');
SELECT understudy.step_done('0125');
COMMIT;
