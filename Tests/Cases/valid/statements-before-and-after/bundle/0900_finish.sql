-- corpus: row security, materialised views, statistics
-- from masking.yaml

SELECT understudy.unit_is_done('0900', 1) AS understudy_skip \gset
\if :understudy_skip
\else
SELECT understudy.refuse_old_snapshots();
VACUUM (FULL) public.ledgers;
SELECT understudy.unit_done('0900', 1);
\endif
SELECT understudy.unit_is_done('0900', 2) AS understudy_skip \gset
\if :understudy_skip
\else
SELECT understudy.refuse_old_snapshots();
VACUUM (FULL) public.webhooks;
SELECT understudy.unit_done('0900', 2);
\endif
SELECT understudy.unit_is_done('0900', 3) AS understudy_skip \gset
\if :understudy_skip
\else
ANALYZE;
SELECT understudy.unit_done('0900', 3);
SELECT understudy.step_done('0900');
\endif
