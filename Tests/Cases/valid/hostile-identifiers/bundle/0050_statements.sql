-- corpus: named statements before the rewrite
-- from masking.yaml

-- hostile (masking.yaml:20)
SELECT understudy.unit_is_done('0050', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.disable_triggers('0050', 'public."it''s; DROP TABLE canary; --"');
SELECT pg_catalog.count(pg_catalog.set_config('search_path', '"we''ird ""$$", public, understudy', true));
update "it's; DROP TABLE canary; --" set "line
break \gexec" = 'said 1 and no more'
;
SELECT pg_catalog.count(pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true));
SELECT understudy.restore_triggers('0050', 'public."it''s; DROP TABLE canary; --"');
SELECT understudy.unit_done('0050', 1);
SELECT understudy.step_done('0050');
COMMIT;
\endif
