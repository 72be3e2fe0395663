-- support: settings of every connection
-- from masking.yaml, ../shared/people.yaml

SELECT pg_catalog.count(pg_catalog.set_config(pinned.name, pinned.value, false))
FROM (VALUES
  ('search_path', 'pg_catalog, pg_temp'),
  ('standard_conforming_strings', 'on'),
  ('client_encoding', 'UTF8'),
  ('DateStyle', 'ISO, YMD'),
  ('IntervalStyle', 'postgres'),
  ('TimeZone', 'UTC'),
  ('bytea_output', 'hex'),
  ('extra_float_digits', '1'),
  ('xmlbinary', 'base64'),
  ('xmloption', 'content'),
  ('array_nulls', 'on'),
  ('transform_null_equals', 'off'),
  ('row_security', 'off'),
  ('default_transaction_isolation', 'read committed'),
  ('default_transaction_read_only', 'off'),
  ('default_transaction_deferrable', 'off'),
  ('default_tablespace', ''),
  ('default_table_access_method', 'heap'),
  ('synchronous_commit', 'on'),
  ('check_function_bodies', 'on'),
  ('client_min_messages', 'warning'),
  ('jit', 'off'),
  ('enable_memoize', 'off'),
  ('enable_tidscan', 'on'),
  ('statement_timeout', '0'),
  ('transaction_timeout', '0'),
  ('idle_in_transaction_session_timeout', '0'),
  ('idle_session_timeout', '0'),
  ('tcp_keepalives_idle', '30'),
  ('tcp_keepalives_interval', '10'),
  ('tcp_keepalives_count', '3')
) AS pinned (name, value)
JOIN pg_catalog.pg_settings AS known ON pg_catalog.lower(known.name) = pg_catalog.lower(pinned.name);
SELECT count(set_config(known.name, least.kilobytes::text, false))
FROM (VALUES ('work_mem', 65536), ('maintenance_work_mem', 262144)) AS least (name, kilobytes)
JOIN pg_settings AS known ON known.name = least.name
WHERE known.setting::bigint < least.kilobytes;
SELECT count(set_config('understudy.fingerprint_key',
  encode(sha256(
    decode(current_setting('understudy.key'), 'hex') || decode(repeat('00', 32), 'hex')
    || int4send(octet_length(label)) || label), 'hex'), false))
FROM convert_to('understudy/1/fingerprint', 'UTF8') AS label;
SELECT count(set_config('understudy.capitals', capitals, false)), count(set_config('understudy.small_letters', small, false))
FROM (
  SELECT coalesce(string_agg(chr(capital), '' ORDER BY capital), '') AS capitals,
    coalesce(string_agg(chr(capital + distance), '' ORDER BY capital), '') AS small
  FROM (VALUES
    (192, 214, 1, 32), (216, 222, 1, 32), (256, 302, 2, 1), (306, 310, 2, 1), (313, 327, 2, 1), (330, 374, 2, 1),
    (377, 381, 2, 1), (902, 902, 1, 38), (904, 906, 1, 37), (908, 908, 1, 64), (910, 911, 1, 63), (913, 929, 1, 32),
    (931, 937, 1, 32), (962, 962, 1, 1), (1024, 1039, 1, 80), (1040, 1071, 1, 32), (1120, 1152, 2, 1), (1162, 1214, 2, 1),
    (1232, 1326, 2, 1), (7680, 7828, 2, 1), (7840, 7934, 2, 1)
  ) AS alphabet (lowest, highest, step, distance)
  CROSS JOIN generate_series(lowest, highest, step) AS capital
  WHERE capital <= CASE getdatabaseencoding() WHEN 'UTF8' THEN 1114111 WHEN 'LATIN1' THEN 255 ELSE 0 END
) AS letters;
-- The keys of links and draws, each derived from the run's key; counted, so that none is returned.
SELECT pg_catalog.count(pg_catalog.set_config(k.setting, pg_catalog.encode(pg_catalog.sha256(
  pg_catalog.decode(pg_catalog.current_setting('understudy.key'), 'hex') || pg_catalog.decode(pg_catalog.repeat('00', 32), 'hex')
  || pg_catalog.int4send(pg_catalog.octet_length(k.label)) || pg_catalog.convert_to(k.label, 'UTF8')), 'hex'), false))
FROM (VALUES
    ('understudy.draw_0100_5', 'understudy/1/draw/desk.calls.summary'),
    ('understudy.draw_0100_6', 'understudy/1/draw/desk.calls.caller_number'),
    ('understudy.draw_0101_5', 'understudy/1/draw/desk.chats.summary'),
    ('understudy.draw_0101_6', 'understudy/1/draw/desk.chats.visitor_ip'),
    ('understudy.draw_0101_7', 'understudy/1/draw/desk.chats.transcript'),
    ('understudy.draw_0102_6', 'understudy/1/draw/desk.events.ip'),
    ('understudy.draw_0102_7', 'understudy/1/draw/desk.events.payload'),
    ('understudy.draw_0103_2', 'understudy/1/draw/desk.events.payload'),
    ('understudy.draw_0103_3', 'understudy/1/draw/desk.events.ip'),
    ('understudy.draw_0104_2', 'understudy/1/draw/desk.events.payload'),
    ('understudy.draw_0104_3', 'understudy/1/draw/desk.events.ip'),
    ('understudy.draw_0105_6', 'understudy/1/draw/desk.events.ip'),
    ('understudy.draw_0105_7', 'understudy/1/draw/desk.events.payload'),
    ('understudy.draw_0106_5', 'understudy/1/draw/desk.interactions.summary'),
    ('understudy.draw_0109_7', 'understudy/1/draw/desk.messages.body'),
    ('understudy.draw_0109_8', 'understudy/1/draw/desk.messages.body_html'),
    ('understudy.draw_0109_9', 'understudy/1/draw/desk.messages.headers'),
    ('understudy.draw_0111_5', 'understudy/1/draw/desk.satisfaction_ratings.comment'),
    ('understudy.draw_0113_7', 'understudy/1/draw/desk.sla_timers.note'),
    ('understudy.draw_0115_11', 'understudy/1/draw/desk.tickets.tags'),
    ('understudy.draw_0115_13', 'understudy/1/draw/desk.tickets.custom_fields'),
    ('understudy.draw_0115_14', 'understudy/1/draw/desk.tickets.via_ip'),
    ('understudy.draw_0115_15', 'understudy/1/draw/desk.tickets.last_words'),
    ('understudy.draw_0115_7', 'understudy/1/draw/desk.tickets.subject'),
    ('understudy.draw_0116_3', 'understudy/1/draw/public."OAuthClients"."clientSecret"'),
    ('understudy.draw_0119_7', 'understudy/1/draw/public.api_tokens.allowed_networks'),
    ('understudy.draw_0120_4', 'understudy/1/draw/public.consents.signed_name'),
    ('understudy.draw_0120_5', 'understudy/1/draw/public.consents.signed_from'),
    ('understudy.draw_0121_5', 'understudy/1/draw/public.organisations.notes'),
    ('understudy.draw_0121_6', 'understudy/1/draw/public.organisations.settings'),
    ('understudy.draw_0123_10', 'understudy/1/draw/public.requesters."externalIds"'),
    ('understudy.draw_0123_4', 'understudy/1/draw/public.requesters.name'),
    ('understudy.draw_0123_5', 'understudy/1/draw/public.requesters.alias'),
    ('understudy.draw_0123_6', 'understudy/1/draw/public.requesters.phone'),
    ('understudy.draw_0123_9', 'understudy/1/draw/public.requesters.last_seen_ip'),
    ('understudy.draw_0128_3', 'understudy/1/draw/public.webhooks.secret'),
    ('understudy.link_column_20public_2e_4f_41uth_43lients_2eclient_49d', 'understudy/1/link/column public.OAuthClients.clientId'),
    ('understudy.link_customer_5femail', 'understudy/1/link/customer_email')
) AS k(setting, label);
