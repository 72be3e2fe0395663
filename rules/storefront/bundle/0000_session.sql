-- storefront: settings of every connection
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
    ('understudy.draw_0100_10', 'understudy/1/draw/public.addresses.phone'),
    ('understudy.draw_0100_11', 'understudy/1/draw/public.addresses.delivery_note'),
    ('understudy.draw_0100_4', 'understudy/1/draw/public.addresses.recipient'),
    ('understudy.draw_0100_6', 'understudy/1/draw/public.addresses.street'),
    ('understudy.draw_0100_7', 'understudy/1/draw/public.addresses.city'),
    ('understudy.draw_0100_8', 'understudy/1/draw/public.addresses.postal_code'),
    ('understudy.draw_0101_4', 'understudy/1/draw/public.api_keys.token'),
    ('understudy.draw_0105_5', 'understudy/1/draw/public.customer_audit.old_row'),
    ('understudy.draw_0106_10', 'understudy/1/draw/public.customers.date_of_birth'),
    ('understudy.draw_0106_11', 'understudy/1/draw/public.customers.loyalty_card'),
    ('understudy.draw_0106_14', 'understudy/1/draw/public.customers.last_ip'),
    ('understudy.draw_0106_18', 'understudy/1/draw/public.customers.referral_code'),
    ('understudy.draw_0106_19', 'understudy/1/draw/public.customers.notes'),
    ('understudy.draw_0106_2', 'understudy/1/draw/public.customers.public_id'),
    ('understudy.draw_0106_21', 'understudy/1/draw/public.customers.preferences'),
    ('understudy.draw_0106_22', 'understudy/1/draw/public.customers.tags'),
    ('understudy.draw_0106_5', 'understudy/1/draw/public.customers.salutation'),
    ('understudy.draw_0106_6', 'understudy/1/draw/public.customers.first_name'),
    ('understudy.draw_0106_7', 'understudy/1/draw/public.customers.last_name'),
    ('understudy.draw_0106_9', 'understudy/1/draw/public.customers.phone'),
    ('understudy.draw_0107_4', 'understudy/1/draw/public.email_log.subject'),
    ('understudy.draw_0107_5', 'understudy/1/draw/public.email_log.body'),
    ('understudy.draw_0108_3', 'understudy/1/draw/public.gift_cards.issued_to_name'),
    ('understudy.draw_0111_3', 'understudy/1/draw/public.login_attempts.ip'),
    ('understudy.draw_0111_4', 'understudy/1/draw/public.login_attempts.device_fingerprint'),
    ('understudy.draw_0112_3', 'understudy/1/draw/public.newsletter_subscriptions.name'),
    ('understudy.draw_0112_4', 'understudy/1/draw/public.newsletter_subscriptions.confirm_token'),
    ('understudy.draw_0113_8', 'understudy/1/draw/public.order_items.gift_message'),
    ('understudy.draw_0113_9', 'understudy/1/draw/public.order_items.engraving'),
    ('understudy.draw_0114_10', 'understudy/1/draw/public.orders.client_ip'),
    ('understudy.draw_0114_11', 'understudy/1/draw/public.orders."deliveryNote"'),
    ('understudy.draw_0115_10', 'understudy/1/draw/public.orders.client_ip'),
    ('understudy.draw_0115_11', 'understudy/1/draw/public.orders."deliveryNote"'),
    ('understudy.draw_0116_10', 'understudy/1/draw/public.orders.client_ip'),
    ('understudy.draw_0116_11', 'understudy/1/draw/public.orders."deliveryNote"'),
    ('understudy.draw_0117_10', 'understudy/1/draw/public.orders.client_ip'),
    ('understudy.draw_0117_11', 'understudy/1/draw/public.orders."deliveryNote"'),
    ('understudy.draw_0118_11', 'understudy/1/draw/public.payments.provider_response'),
    ('understudy.draw_0118_6', 'understudy/1/draw/public.payments.holder_name'),
    ('understudy.draw_0121_5', 'understudy/1/draw/public.reviews.signed_as'),
    ('understudy.draw_0121_6', 'understudy/1/draw/public.reviews.body'),
    ('understudy.draw_0126_3', 'understudy/1/draw/public.staff.first_name'),
    ('understudy.draw_0126_4', 'understudy/1/draw/public.staff.last_name'),
    ('understudy.draw_0126_5', 'understudy/1/draw/public.staff.phone'),
    ('understudy.draw_0127_6', 'understudy/1/draw/public.support_messages.subject'),
    ('understudy.draw_0127_7', 'understudy/1/draw/public.support_messages.body'),
    ('understudy.draw_0128_4', 'understudy/1/draw/public.webhooks.secret'),
    ('understudy.link_column_20public_2egift_5fcards_2ecode', 'understudy/1/link/column public.gift_cards.code'),
    ('understudy.link_customer_5femail', 'understudy/1/link/customer_email'),
    ('understudy.link_payment_5ftoken', 'understudy/1/link/payment_token')
) AS k(setting, label);
