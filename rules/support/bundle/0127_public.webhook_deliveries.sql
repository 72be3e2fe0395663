-- support: public.webhook_deliveries
-- masking.yaml:234
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0127' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create
BEGIN;
SELECT understudy.begin_table('0127', 'public.webhook_deliveries', 'truncate');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY public.webhook_deliveries IN SHARE ROW EXCLUSIVE MODE;

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0127', 'public.webhook_deliveries');
SELECT understudy.swap_end('0127', 'public.webhook_deliveries');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0127', 'public.webhook_deliveries');
SELECT understudy.step_done('0127');
COMMIT;
