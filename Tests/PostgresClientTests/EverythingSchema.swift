/// One of everything that a logical catalog holds, in the SQL that PostgreSQL 15, 16 and 18 share.
enum EverythingSchema {
  static let sql = #"""
    CREATE SCHEMA "My Shop";
    CREATE TYPE "My Shop".mood AS ENUM ('glad', 'sad');
    CREATE DOMAIN "My Shop".code AS varchar(12) NOT NULL CHECK (VALUE <> '');
    CREATE DOMAIN "My Shop".strict_code AS "My Shop".code CHECK (length(VALUE) > 2);
    CREATE TYPE "My Shop"."post, address" AS (street text, zip varchar(9));
    CREATE TYPE "My Shop".temperatures AS RANGE (subtype = float8);
    CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

    CREATE TABLE public.customers (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      email text NOT NULL,
      name varchar(40) DEFAULT 'nobody',
      code "My Shop".strict_code,
      moods "My Shop".mood[],
      upper_name text GENERATED ALWAYS AS (upper(name)) STORED,
      parent_id bigint CONSTRAINT customers_parent_fkey REFERENCES public.customers (id) DEFERRABLE,
      CONSTRAINT customers_email_check CHECK (email LIKE '%@%'),
      CONSTRAINT customers_code_key UNIQUE (code) DEFERRABLE,
      CONSTRAINT customers_name_excl EXCLUDE USING btree (name WITH =)
    );
    CREATE UNIQUE INDEX customers_email_idx ON public.customers (lower(btrim(email))) WHERE name IS NOT NULL;
    CREATE INDEX customers_name_idx ON public.customers (name);
    CREATE TRIGGER touched BEFORE UPDATE ON public.customers FOR EACH ROW
      EXECUTE FUNCTION public.touch('updated_at', 'it''s');
    CREATE RULE quiet AS ON DELETE TO public.customers DO INSTEAD NOTHING;
    CREATE POLICY own_rows ON public.customers FOR SELECT USING (email = CURRENT_USER);
    ALTER TABLE public.customers ENABLE ROW LEVEL SECURITY;
    ALTER TABLE public.customers FORCE ROW LEVEL SECURITY;

    CREATE TABLE "My Shop"."Or""ders" (
      id bigint NOT NULL,
      year integer NOT NULL,
      customer_id bigint,
      PRIMARY KEY (id, year),
      CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES public.customers (id)
    ) PARTITION BY RANGE (year);
    CREATE TABLE "My Shop".orders_2025 PARTITION OF "My Shop"."Or""ders" FOR VALUES FROM (2025) TO (2026);
    CREATE TABLE "My Shop".orders_rest PARTITION OF "My Shop"."Or""ders" DEFAULT;
    CREATE UNIQUE INDEX orders_customer_idx ON "My Shop"."Or""ders" (year, customer_id);
    CREATE TRIGGER touched AFTER INSERT ON "My Shop"."Or""ders" FOR EACH ROW EXECUTE FUNCTION public.touch();

    CREATE TABLE public.legacy (id integer, note text COLLATE "C");
    CREATE UNLOGGED TABLE public.legacy_child (extra text) INHERITS (public.legacy);
    ALTER TABLE public.legacy ADD CONSTRAINT legacy_note_check CHECK (note <> '') NOT VALID;
    CREATE VIEW public.customer_names AS SELECT id, name FROM public.customers;
    CREATE MATERIALIZED VIEW public.customer_counts AS
      SELECT year, count(*) AS orders FROM "My Shop"."Or""ders" GROUP BY year;
    CREATE UNIQUE INDEX customer_counts_year ON public.customer_counts (year);

    COMMENT ON COLUMN public.customers.email IS 'as typed';
    CREATE STATISTICS public.customer_hosts ON (split_part(email, '@', 2)), name FROM public.customers;
    CREATE PUBLICATION changes FOR TABLE ONLY public.legacy, public.customers, "My Shop"."Or""ders" WHERE (year > 2020)
      WITH (publish_via_partition_root = true);
    CREATE FOREIGN DATA WRAPPER nothing;
    CREATE SERVER elsewhere FOREIGN DATA WRAPPER nothing OPTIONS (host 'db.example.com');
    CREATE USER MAPPING FOR PUBLIC SERVER elsewhere OPTIONS (password 'not read');
    CREATE FUNCTION public.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
    CREATE EVENT TRIGGER watching ON ddl_command_end EXECUTE FUNCTION public.watch();
    ALTER EVENT TRIGGER watching ENABLE ALWAYS;
    """#

  /// What needs ICU, which only 15 is built with here.
  static let collation = #"""
    CREATE COLLATION public.any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
    CREATE TABLE public.folded (name text COLLATE public.any_case, code text);
    """#
}
