-- corpus: row security, materialised views, statistics
-- from masking.yaml

SELECT understudy.unit_is_done('0900', 1) AS understudy_skip \gset
\if :understudy_skip
\else
ANALYZE;
SELECT understudy.unit_done('0900', 1);
SELECT understudy.step_done('0900');
\endif
