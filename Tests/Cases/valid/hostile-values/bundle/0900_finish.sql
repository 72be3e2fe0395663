-- corpus: row security, materialised views, statistics
-- from masking.yaml, towns.txt

SELECT understudy.unit_is_done('0900', 1) AS understudy_skip \gset
\if :understudy_skip
\else
SELECT understudy.refuse_old_snapshots();
VACUUM (FULL) public.people;
SELECT understudy.unit_done('0900', 1);
\endif
SELECT understudy.unit_is_done('0900', 2) AS understudy_skip \gset
\if :understudy_skip
\else
ANALYZE;
SELECT understudy.unit_done('0900', 2);
SELECT understudy.step_done('0900');
\endif
