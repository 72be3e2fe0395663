-- corpus: foreign keys, added again and validated
-- from masking.yaml

SELECT understudy.unit_is_done('0800', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.people', 'people_team_fkey');
SELECT understudy.unit_done('0800', 1);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 2) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.teams', 'teams_lead');
SELECT understudy.unit_done('0800', 2);
SELECT understudy.step_done('0800');
COMMIT;
\endif
