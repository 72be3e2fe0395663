-- What only 18 has.
CREATE TABLE rig.modern (
  id int4range, valid int4range NOT NULL, name text, lowered text GENERATED ALWAYS AS (lower(name)) VIRTUAL,
  empty_name text, price integer,
  CONSTRAINT modern_key PRIMARY KEY (id, valid WITHOUT OVERLAPS),
  CONSTRAINT not_enforced CHECK (price > 0) NOT ENFORCED
);
INSERT INTO rig.modern (id, valid, name, price)
SELECT int4range(i, i + 1), int4range(1, 100), 'PLANTED modern ' || i, -1 FROM generate_series(1, 30) AS i;
ALTER TABLE rig.modern ADD CONSTRAINT old_nulls NOT NULL empty_name NOT VALID;
COMMENT ON CONSTRAINT old_nulls ON rig.modern IS 'not null, not valid';
CREATE TABLE rig.modern_child (
  id int4range, valid int4range, person bigint CONSTRAINT loose REFERENCES rig.people (id) NOT ENFORCED, label text,
  CONSTRAINT temporal FOREIGN KEY (id, PERIOD valid) REFERENCES rig.modern (id, PERIOD valid)
);
INSERT INTO rig.modern_child
SELECT int4range(i, i + 1), int4range(10, 20), -i, 'PLANTED modern child ' || i FROM generate_series(1, 30) AS i;
ALTER TABLE rig.modern OWNER TO rig_owner;
ALTER TABLE rig.modern_child OWNER TO rig_owner;
ANALYZE;
