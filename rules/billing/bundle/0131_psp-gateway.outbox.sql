-- billing: psp-gateway.outbox
-- masking.yaml:209
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0131' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create
BEGIN;
SELECT understudy.begin_table('0131', '"psp-gateway".outbox', 'truncate');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY "psp-gateway".outbox IN SHARE ROW EXCLUSIVE MODE;

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0131', '"psp-gateway".outbox');
SELECT understudy.swap_end('0131', '"psp-gateway".outbox');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0131', '"psp-gateway".outbox');
SELECT understudy.step_done('0131');
COMMIT;
