-- billing: billing.bank_accounts
-- masking.yaml:52
SELECT EXISTS (SELECT FROM understudy.step WHERE step = '0102' AND state <> 'begun') AS understudy_skip \gset
\if :understudy_skip
\else

-- create: an empty staging table with the source's types
BEGIN;
CREATE UNLOGGED TABLE IF NOT EXISTS understudy.stage_0102 (
  id integer NOT NULL,
  account_id bigint NOT NULL,
  holder text NOT NULL,
  iban billing.iban NOT NULL,
  bic billing.bic,
  bank_name text,
  is_default boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  understudy_equal bigint
);
SELECT understudy.begin_table('0102', 'billing.bank_accounts', 'rewrite');
COMMIT;

-- lock: readers pass, writers wait, until the swap commits
BEGIN;
LOCK TABLE ONLY billing.bank_accounts IN SHARE ROW EXCLUSIVE MODE;

-- stage: one batch; the bounds are settings, and psql takes the whole table as one
SELECT understudy.plan_whole('0102');
INSERT INTO understudy.fingerprint (step, batch, category, digests)
SELECT '0102', pg_catalog.current_setting('understudy.batch')::integer, d.category, pg_catalog.string_agg(d.digest, '')
FROM (
  SELECT f.category, pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.fingerprint_key'), 'hex')), f.message), 1, 8) AS digest, pg_catalog.row_number() OVER () / 100000 AS part
  FROM (
    SELECT 3::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(3, p.value), 'UTF8') AS message
      FROM (
        SELECT DISTINCT v.value COLLATE "C" AS value
        FROM ONLY billing.bank_accounts AS s CROSS JOIN LATERAL (SELECT s.holder::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.words_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
      UNION ALL SELECT 4::smallint AS category, pg_catalog.convert_to(understudy.fingerprint_text(4, p.value), 'UTF8') AS message
      FROM (
        SELECT v.value
        FROM ONLY billing.bank_accounts AS s CROSS JOIN LATERAL (SELECT s.iban::text AS value) AS v(value)
        WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
      ) AS v CROSS JOIN LATERAL understudy.accounts_in(v.value) AS p(value)
      WHERE pg_catalog.length(p.value) >= 3
    OFFSET 0
  ) AS f
) AS d
GROUP BY d.category, d.part;
WITH staged AS (
  INSERT INTO understudy.stage_0102 (id, account_id, holder, iban, bic, bank_name, is_default, created_at, understudy_equal)
  SELECT s.id,
    s.account_id,
    s.holder,
    s.iban,
    s.bic,
    s.bank_name,
    s.is_default,
    s.created_at,
    CASE WHEN s.holder::text COLLATE "C" = s.understudy_o3::text COLLATE "C" AND s.holder::text <> '' THEN 1 ELSE 0 END::bigint
      | CASE WHEN s.iban::text COLLATE "C" = s.understudy_o4::text COLLATE "C" AND s.iban::text <> '' THEN 2 ELSE 0 END::bigint
      | CASE WHEN s.bic::text COLLATE "C" = s.understudy_o7::text COLLATE "C" AND s.bic::text <> '' THEN 4 ELSE 0 END::bigint
      | CASE WHEN s.bank_name::text COLLATE "C" = s.understudy_o8::text COLLATE "C" AND s.bank_name::text <> '' THEN 8 ELSE 0 END::bigint AS understudy_equal
  FROM (
    SELECT s.id,
        s.account_id,
        (CASE WHEN understudy.has_text(s.holder) THEN understudy.first_name_en(s.understudy_d3) || ' ' || understudy.last_name_en(s.understudy_d3 >> 32) WHEN s.holder IS NOT NULL THEN '' END)::text AS holder,
        s.holder AS understudy_o3,
        (CASE WHEN understudy.has_text(s.iban::text) THEN understudy.in_form(s.iban::text, understudy.iban_of(pg_catalog.upper(pg_catalog.left(pg_catalog.ltrim(s.iban::text), 2) COLLATE "C"), s.understudy_d4)) WHEN s.iban IS NOT NULL THEN '' END)::text AS iban,
        s.iban AS understudy_o4,
        (CASE WHEN understudy.has_text(s.bic::text) THEN 'TEST' || CASE WHEN pg_catalog.length(pg_catalog.upper(pg_catalog.substr(pg_catalog.ltrim(s.bic::text), 5, 2) COLLATE "C")) = 2 AND pg_catalog.strpos(' AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW ', ' ' || pg_catalog.upper(pg_catalog.substr(pg_catalog.ltrim(s.bic::text), 5, 2) COLLATE "C") || ' ') > 0 THEN pg_catalog.upper(pg_catalog.substr(pg_catalog.ltrim(s.bic::text), 5, 2) COLLATE "C") ELSE 'DE' END || pg_catalog.substr('ABCDEFGHJKLMNPQRSTUVWYZ23456789', 1 + ((s.understudy_d7 >> 8 & 1048575) % 31)::integer, 1) || '0' || CASE WHEN pg_catalog.length(pg_catalog.btrim(s.bic::text)) = 8 THEN '' ELSE pg_catalog.substr('ABCDEFGHJKLMNPQRSTUVWYZ23456789', 1 + ((s.understudy_d7 >> 16 & 1048575) % 31)::integer, 1) || pg_catalog.substr('ABCDEFGHJKLMNPQRSTUVWYZ23456789', 1 + ((s.understudy_d7 >> 24 & 1048575) % 31)::integer, 1) || pg_catalog.substr('ABCDEFGHJKLMNPQRSTUVWYZ23456789', 1 + ((s.understudy_d7 >> 32 & 1048575) % 31)::integer, 1) END WHEN s.bic IS NOT NULL THEN '' END)::text AS bic,
        s.bic AS understudy_o7,
        (CASE WHEN s.bank_name IS NOT NULL THEN 'Example Bank'::pg_catalog.text END)::text AS bank_name,
        s.bank_name AS understudy_o8,
        s.is_default,
        s.created_at
    FROM (
    SELECT s.id,
        s.account_id,
        s.holder,
        s.iban,
        s.bic,
        s.bank_name,
        s.is_default,
        s.created_at,
        pg_catalog.hashtextextended(coalesce(pg_catalog.octet_length(s.account_id::text)::text || ':' || s.account_id::text, '-') || coalesce(pg_catalog.octet_length(s.id::text)::text || ':' || s.id::text, '-'), (SELECT ('x' || pg_catalog.left(pg_catalog.current_setting('understudy.draw_0102_3'), 16))::bit(64)::bigint)) AS understudy_d3,
        understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.link_bank_5faccount'), 'hex')), pg_catalog.convert_to(pg_catalog.lower(pg_catalog.btrim(s.iban::text, E' \t\n\r')), 'UTF8')) AS understudy_d4,
        ('x' || pg_catalog.encode(pg_catalog.substring(understudy.prf((SELECT pg_catalog.decode(pg_catalog.current_setting('understudy.draw_0102_7'), 'hex')), pg_catalog.convert_to(coalesce(pg_catalog.octet_length(s.account_id::text)::text || ':' || s.account_id::text, '-') || coalesce(pg_catalog.octet_length(s.id::text)::text || ':' || s.id::text, '-'), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint AS understudy_d7
    FROM ONLY billing.bank_accounts AS s
    WHERE s.ctid >= pg_catalog.current_setting('understudy.lo')::tid AND s.ctid < pg_catalog.current_setting('understudy.hi')::tid
    OFFSET 0
    ) AS s
    OFFSET 0
  ) AS s
  RETURNING 1
)
UPDATE understudy.batch SET state = 'committed', rows = (SELECT pg_catalog.count(*) FROM staged), committed_at = pg_catalog.clock_timestamp()
WHERE step = '0102' AND batch = pg_catalog.current_setting('understudy.batch')::integer AND state = 'planned';

-- swap: under the lock; refused unless rows inserted = rows staged = rows expected
SELECT understudy.swap_begin('0102', 'billing.bank_accounts');
INSERT INTO billing.bank_accounts (id, account_id, holder, iban, bic, bank_name, is_default, created_at) OVERRIDING SYSTEM VALUE
SELECT id, account_id, holder, iban, bic, bank_name, is_default, created_at FROM understudy.stage_0102;
INSERT INTO understudy.column_count (step, column_name, masked_values, equal_values)
SELECT '0102', c.column_name, c.masked_values, c.equal_values
FROM (
  SELECT pg_catalog.count(holder) AS values_0, pg_catalog.count(*) FILTER (WHERE understudy_equal & 1 <> 0) AS equal_0,
    pg_catalog.count(iban) AS values_1, pg_catalog.count(*) FILTER (WHERE understudy_equal & 2 <> 0) AS equal_1,
    pg_catalog.count(bic) AS values_2, pg_catalog.count(*) FILTER (WHERE understudy_equal & 4 <> 0) AS equal_2,
    pg_catalog.count(bank_name) AS values_3, pg_catalog.count(*) FILTER (WHERE understudy_equal & 8 <> 0) AS equal_3
  FROM understudy.stage_0102 WHERE understudy_equal IS NOT NULL
) AS t
CROSS JOIN LATERAL (VALUES
  ('holder', t.values_0, t.equal_0),
    ('iban', t.values_1, t.equal_1),
    ('bic', t.values_2, t.equal_2),
    ('bank_name', t.values_3, t.equal_3)
) AS c(column_name, masked_values, equal_values);
SELECT understudy.swap_end('0102', 'billing.bank_accounts');
COMMIT;
\endif

-- rebuild: the indexes that the swap dropped, from the ledger
BEGIN;
SELECT understudy.rebuild('0102', 'billing.bank_accounts');
DROP TABLE IF EXISTS understudy.stage_0102;
SELECT understudy.step_done('0102');
COMMIT;
