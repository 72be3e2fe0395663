-- billing: settings of every connection
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
    ('understudy.draw_0100_11', 'understudy/1/draw/billing.accounts.credit_limit'),
    ('understudy.draw_0100_14', 'understudy/1/draw/billing.accounts.notes'),
    ('understudy.draw_0100_5', 'understudy/1/draw/billing.accounts.name'),
    ('understudy.draw_0100_8', 'understudy/1/draw/billing.accounts.phone'),
    ('understudy.draw_0102_3', 'understudy/1/draw/billing.bank_accounts.holder'),
    ('understudy.draw_0102_7', 'understudy/1/draw/billing.bank_accounts.bic'),
    ('understudy.draw_0103_6', 'understudy/1/draw/billing.bank_statement_lines.counterparty'),
    ('understudy.draw_0103_8', 'understudy/1/draw/billing.bank_statement_lines.purpose'),
    ('understudy.draw_0103_9', 'understudy/1/draw/billing.bank_statement_lines.raw_line'),
    ('understudy.draw_0104_7', 'understudy/1/draw/billing.collections.returned_because'),
    ('understudy.draw_0105_3', 'understudy/1/draw/billing.contacts.full_name'),
    ('understudy.draw_0105_5', 'understudy/1/draw/billing.contacts.phone'),
    ('understudy.draw_0105_6', 'understudy/1/draw/billing.contacts.born_on'),
    ('understudy.draw_0106_4', 'understudy/1/draw/billing.credit_notes.reason'),
    ('understudy.draw_0107_7', 'understudy/1/draw/billing.dunning_letters.letter'),
    ('understudy.draw_0107_9', 'understudy/1/draw/billing.dunning_letters.answer'),
    ('understudy.draw_0111_3', 'understudy/1/draw/billing.invoice_lines.description'),
    ('understudy.draw_0112_19', 'understudy/1/draw/billing.invoices.purchase_order'),
    ('understudy.draw_0112_20', 'understudy/1/draw/billing.invoices.notes'),
    ('understudy.draw_0113_6', 'understudy/1/draw/billing.mandates.signed_by'),
    ('understudy.draw_0113_7', 'understudy/1/draw/billing.mandates.signed_from'),
    ('understudy.draw_0116_6', 'understudy/1/draw/billing.payments.payer_name'),
    ('understudy.draw_0116_9', 'understudy/1/draw/billing.payments.remittance'),
    ('understudy.draw_0119_8', 'understudy/1/draw/billing.subscriptions.cancelled_because'),
    ('understudy.draw_0121_3', 'understudy/1/draw/billing.tax_ids.vat_number'),
    ('understudy.draw_0121_5', 'understudy/1/draw/billing.tax_ids.national_id'),
    ('understudy.draw_0123_4', 'understudy/1/draw/ledger.entries.text'),
    ('understudy.draw_0124_6', 'understudy/1/draw/ledger.postings.memo'),
    ('understudy.draw_0125_6', 'understudy/1/draw/ledger.postings.memo'),
    ('understudy.draw_0126_6', 'understudy/1/draw/ledger.postings.memo'),
    ('understudy.draw_0128_3', 'understudy/1/draw/"psp-gateway".cards.holder'),
    ('understudy.draw_0128_4', 'understudy/1/draw/"psp-gateway".cards.number'),
    ('understudy.draw_0129_5', 'understudy/1/draw/"psp-gateway".credentials.webhook_secret'),
    ('understudy.draw_0130_3', 'understudy/1/draw/"psp-gateway".endpoints.secret'),
    ('understudy.link_bank_5faccount', 'understudy/1/link/bank_account'),
    ('understudy.link_column_20billing_2emandates_2ereference', 'understudy/1/link/column billing.mandates.reference'),
    ('understudy.link_customer_5femail', 'understudy/1/link/customer_email'),
    ('understudy.link_payment_5ftoken', 'understudy/1/link/payment_token')
) AS k(setting, label);
