-- corpus: settings of every connection
-- from masking.yaml

-- (the first 57 lines of smallest)
-- The keys of links and draws, each derived from the run's key; counted, so that none is returned.
SELECT pg_catalog.count(pg_catalog.set_config(k.setting, pg_catalog.encode(pg_catalog.sha256(
  pg_catalog.decode(pg_catalog.current_setting('understudy.key'), 'hex') || pg_catalog.decode(pg_catalog.repeat('00', 32), 'hex')
  || pg_catalog.int4send(pg_catalog.octet_length(k.label)) || pg_catalog.convert_to(k.label, 'UTF8')), 'hex'), false))
FROM (VALUES
    ('understudy.draw_0103_3', E'understudy/1/draw/public."it''s; DROP TABLE canary; --"."a\\b%s:''id''"'),
    ('understudy.draw_0103_4', E'understudy/1/draw/public."it''s; DROP TABLE canary; --"."line
break \\gexec"'),
    ('understudy.link_column_20we_27ird_20_22_24_24_2ex_27_cc_81_22_cc_81_3b_20_44_52_4f_50_20_54_41_42_4c_45_20canary_3b_20_2d_2d_2e_24catalog_24_cc_81', 'understudy/1/link/column we''ird "$$.x''́"́; DROP TABLE canary; --.$catalog$́')
) AS k(setting, label);
