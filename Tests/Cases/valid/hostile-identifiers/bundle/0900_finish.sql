-- corpus: row security, materialised views, statistics
-- from masking.yaml

SELECT understudy.unit_is_done('0900', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.refresh_view('public."v''; DROP TABLE canary; --"');
SELECT understudy.unit_done('0900', 1);
COMMIT;
\endif
SELECT understudy.unit_is_done('0900', 2) AS understudy_skip \gset
\if :understudy_skip
\else
ANALYZE;
SELECT understudy.unit_done('0900', 2);
SELECT understudy.step_done('0900');
\endif
