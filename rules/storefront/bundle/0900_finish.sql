-- storefront: row security, materialised views, statistics
-- from masking.yaml, ../shared/people.yaml

SELECT understudy.unit_is_done('0900', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.restore_force_row_security('public.support_messages');
SELECT understudy.unit_done('0900', 1);
COMMIT;
\endif
SELECT understudy.unit_is_done('0900', 2) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.refresh_view('public.customer_directory');
SELECT understudy.unit_done('0900', 2);
COMMIT;
\endif
SELECT understudy.unit_is_done('0900', 3) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.refresh_view('public.best_customers');
SELECT understudy.unit_done('0900', 3);
COMMIT;
\endif
SELECT understudy.unit_is_done('0900', 4) AS understudy_skip \gset
\if :understudy_skip
\else
SELECT understudy.refuse_old_snapshots();
VACUUM (FULL) public.settings;
SELECT understudy.unit_done('0900', 4);
\endif
SELECT understudy.unit_is_done('0900', 5) AS understudy_skip \gset
\if :understudy_skip
\else
ANALYZE;
SELECT understudy.unit_done('0900', 5);
SELECT understudy.step_done('0900');
\endif
