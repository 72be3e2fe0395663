-- corpus: settings of every connection
-- from masking.yaml, towns.txt

-- (the first 57 lines of smallest)
-- The keys of links and draws, each derived from the run's key; counted, so that none is returned.
SELECT pg_catalog.count(pg_catalog.set_config(k.setting, pg_catalog.encode(pg_catalog.sha256(
  pg_catalog.decode(pg_catalog.current_setting('understudy.key'), 'hex') || pg_catalog.decode(pg_catalog.repeat('00', 32), 'hex')
  || pg_catalog.int4send(pg_catalog.octet_length(k.label)) || pg_catalog.convert_to(k.label, 'UTF8')), 'hex'), false))
FROM (VALUES
    ('understudy.draw_0101_3', 'understudy/1/draw/public.people.name'),
    ('understudy.draw_0101_7', 'understudy/1/draw/public.people.drawn'),
    ('understudy.draw_0101_9', 'understudy/1/draw/public.people.town'),
    ('understudy.link_x_27_3b_20_44_52_4f_50_20_54_41_42_4c_45_20canary_3b_20_2d_2d', 'understudy/1/link/x''; DROP TABLE canary; --')
) AS k(setting, label);
