-- corpus: settings of every connection
-- from masking.yaml

-- (the first 57 lines of smallest)
-- The keys of links and draws, each derived from the run's key; counted, so that none is returned.
SELECT pg_catalog.count(pg_catalog.set_config(k.setting, pg_catalog.encode(pg_catalog.sha256(
  pg_catalog.decode(pg_catalog.current_setting('understudy.key'), 'hex') || pg_catalog.decode(pg_catalog.repeat('00', 32), 'hex')
  || pg_catalog.int4send(pg_catalog.octet_length(k.label)) || pg_catalog.convert_to(k.label, 'UTF8')), 'hex'), false))
FROM (VALUES
    ('understudy.draw_0100_4', 'understudy/1/draw/public.people.weight'),
    ('understudy.draw_0100_7', 'understudy/1/draw/public.people.hired')
) AS k(setting, label);
