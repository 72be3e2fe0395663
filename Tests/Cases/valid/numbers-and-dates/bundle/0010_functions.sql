-- corpus: masking functions and the procedures of a rewrite
-- from masking.yaml

-- (the first 753 lines of smallest)
CREATE OR REPLACE FUNCTION understudy.noise(draw bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (draw & 9007199254740991)::double precision / 4503599627370495.5 - 1;
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_date(value date, days integer) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > date '5874897-12-31' - days THEN value - days
  WHEN days < 0 AND value < date '4714-11-24 BC' - days THEN value - days
  ELSE value + days END;
-- Moved by seconds; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.move_timestamp(value timestamp, seconds double precision) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN seconds > 0 AND value > timestamp '294276-12-31 23:59:59.999999' - pg_catalog.make_interval(secs => seconds) THEN value - pg_catalog.make_interval(secs => seconds)
  WHEN seconds < 0 AND value < timestamp '4714-11-24 00:00:00 BC' - pg_catalog.make_interval(secs => seconds) THEN value - pg_catalog.make_interval(secs => seconds)
  ELSE value + pg_catalog.make_interval(secs => seconds) END;
-- Moved by seconds; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.move_timestamptz(value timestamptz, seconds double precision) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN seconds > 0 AND value > timestamptz '294276-12-31 23:59:59.999999+00' - pg_catalog.make_interval(secs => seconds) THEN value - pg_catalog.make_interval(secs => seconds)
  WHEN seconds < 0 AND value < timestamptz '4714-11-24 00:00:00+00 BC' - pg_catalog.make_interval(secs => seconds) THEN value - pg_catalog.make_interval(secs => seconds)
  ELSE value + pg_catalog.make_interval(secs => seconds) END;
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_timestamp(value timestamp, days integer) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > timestamp '294276-12-31 23:59:59.999999' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  WHEN days < 0 AND value < timestamp '4714-11-24 00:00:00 BC' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  ELSE value + pg_catalog.make_interval(days => days) END;
-- Moved by days; the other way where the calendar ends; infinity stays.
CREATE OR REPLACE FUNCTION understudy.shift_timestamptz(value timestamptz, days integer) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT pg_catalog.isfinite(value) THEN value
  WHEN days > 0 AND value > timestamptz '294276-12-31 23:59:59.999999+00' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  WHEN days < 0 AND value < timestamptz '4714-11-24 00:00:00+00 BC' - pg_catalog.make_interval(days => days) THEN value - pg_catalog.make_interval(days => days)
  ELSE value + pg_catalog.make_interval(days => days) END;
COMMIT;
