-- Run on every connection, before anything else. Nothing is inherited: what the masks or the rewrite depend on is pinned.
-- Settings that this server does not have are left out. Counting keeps the values out of the answer.
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

-- The key under which originals are fingerprinted.
SELECT count(set_config('understudy.fingerprint_key',
  encode(sha256(
    decode(current_setting('understudy.key'), 'hex') || decode(repeat('00', 32), 'hex')
    || int4send(octet_length(label)) || label), 'hex'), false))
FROM convert_to('understudy/1/fingerprint', 'UTF8') AS label;
