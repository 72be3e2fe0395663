-- corpus: foreign keys, added again and validated
-- from masking.yaml

SELECT understudy.unit_is_done('0800', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.entries', 'entries_account');
SELECT understudy.unit_done('0800', 1);
SELECT understudy.step_done('0800');
COMMIT;
\endif
