-- What looks like a problem and is none: nothing is said about it.
CREATE EXTENSION citext;
CREATE DOMAIN mail AS text CHECK (VALUE ~ '^[[:space:]]*[^@[:space:]]+@[^@[:space:]]+[[:space:]]*$');
CREATE DOMAIN tag AS varchar(40) CHECK (btrim(VALUE) <> '');
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE TABLE people (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant bigint NOT NULL,
  mail mail NOT NULL,
  name text CHECK (name <> ''),
  code text NOT NULL CHECK (length(code) BETWEEN 3 AND 30),
  login text NOT NULL UNIQUE,
  reset_token text,
  mood mood CHECK (mood <> 'sad'),
  tags tag[],
  phone text CONSTRAINT phone_or_day CHECK (num_nonnulls(phone, born) < 3),
  prefs jsonb CHECK (jsonb_typeof(prefs) = 'object'),
  stars integer CHECK (stars BETWEEN 1 AND 5),
  born date,
  UNIQUE (tenant, code),
  UNIQUE NULLS NOT DISTINCT (tenant, login),
  EXCLUDE USING btree (code WITH =, tenant WITH =)
);
CREATE UNIQUE INDEX people_mail ON people (lower(btrim(mail)));
CREATE UNIQUE INDEX people_reset ON people (reset_token) WHERE reset_token IS NOT NULL;
CREATE UNIQUE INDEX people_phone ON people (tenant, coalesce(code, '')) WHERE phone IS NOT NULL;
CREATE UNIQUE INDEX people_hash ON people (md5(code));
COMMENT ON TABLE people IS 'write to nobody@example.com; version 1.2.3.4, 9223372036854775807, it''s +1';
CREATE RULE never AS ON DELETE TO people DO INSTEAD NOTHING;
CREATE FUNCTION only_look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.name = OLD.name THEN
    NEW.stars := 3;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER look BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION only_look();
CREATE TRIGGER off BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION only_look();
ALTER TABLE people DISABLE TRIGGER off;

CREATE TABLE shops (country text, number citext, note text, PRIMARY KEY (country, number));
CREATE TABLE tills (
  id bigint PRIMARY KEY, country text, shop citext, before bigint REFERENCES tills DEFERRABLE,
  FOREIGN KEY (country, shop) REFERENCES shops ON UPDATE CASCADE
);
CREATE TABLE left_side (code text PRIMARY KEY, other text);
CREATE TABLE right_side (code text PRIMARY KEY REFERENCES left_side);
ALTER TABLE left_side ADD FOREIGN KEY (code) REFERENCES right_side DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE audit_a (id bigint PRIMARY KEY, note text);
CREATE TABLE audit_b (id bigint PRIMARY KEY, extra text);
CREATE SCHEMA "Other Shop";
CREATE TABLE "Other Shop"."Audit.Log" (id bigint PRIMARY KEY, "Note" text);
CREATE TABLE pets (id bigint PRIMARY KEY, name text, born date);
CREATE TABLE dogs (owner text) INHERITS (pets);
CREATE TABLE cats () INHERITS (pets);
CREATE MATERIALIZED VIEW moods AS SELECT mood, count(*) AS number FROM people GROUP BY mood;
CREATE UNIQUE INDEX ON moods (mood);
CREATE PUBLICATION p FOR TABLE people;
CREATE TABLE secured (id bigint PRIMARY KEY, note text);
ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
ALTER TABLE secured FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON secured USING (true);
