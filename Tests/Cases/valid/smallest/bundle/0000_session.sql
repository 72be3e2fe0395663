-- corpus: settings of every connection
-- from masking.yaml

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
