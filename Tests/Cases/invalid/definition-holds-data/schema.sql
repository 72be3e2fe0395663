CREATE FUNCTION alert() RETURNS text LANGUAGE sql AS $$ SELECT 'ops@shop-owner.com'::text $$;
CREATE TYPE desk AS ENUM ('sales', 'anna@shop-owner.com');
CREATE TABLE t (
  id bigint PRIMARY KEY,
  host text DEFAULT 'postgres://app:hunter2@db/shop',
  phone text CHECK (phone <> '+44 7700 900123'),
  kept text DEFAULT 'nobody@example.com'
);
COMMENT ON TABLE t IS 'ask anna@shop-owner.com, card 4111-1111-1111-1111';
COMMENT ON COLUMN t.host IS 'DE89370400440532013000';
CREATE TABLE p (mail text) PARTITION BY LIST (mail);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('anna@shop-owner.com');
CREATE VIEW v AS SELECT id FROM t WHERE host <> 'x@shop-owner.com';
CREATE INDEX ON t (host) WHERE host <> 'y@shop-owner.com';
CREATE POLICY own ON t USING (host = 'z@shop-owner.com');
