-- billing: psp-gateway.received_events
-- masking.yaml:210
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0132' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create
BEGIN;
SELECT understudy.begin_table('0132', '"psp-gateway".received_events', 'truncate');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY "psp-gateway".received_events IN SHARE ROW EXCLUSIVE MODE;

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0132', '"psp-gateway".received_events');
SELECT understudy.swap_end('0132', '"psp-gateway".received_events');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0132', '"psp-gateway".received_events');
SELECT understudy.step_done('0132');
COMMIT;
