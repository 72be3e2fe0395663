CREATE TABLE stays (id integer NOT NULL, region text NOT NULL, guest integer NOT NULL, room integer NOT NULL, status text NOT NULL,
  PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE stays_de PARTITION OF stays FOR VALUES IN ('DE');
CREATE UNIQUE INDEX stays_de_guest ON stays_de (guest);
CREATE UNIQUE INDEX stays_de_status ON stays_de (id) WHERE (status = 'new');
ALTER TABLE stays_de ADD CONSTRAINT stays_de_room EXCLUDE USING btree (room WITH =);
CREATE TABLE codes (code character(3) NOT NULL, agent text) PARTITION BY LIST (code);
CREATE TABLE codes_gb PARTITION OF codes FOR VALUES IN ('GB', 'DE');
