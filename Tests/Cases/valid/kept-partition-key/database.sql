CREATE TABLE visits (at date NOT NULL, id integer NOT NULL, ip inet, who text, PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
CREATE TABLE visits_old PARTITION OF visits FOR VALUES FROM (MINVALUE) TO ('2025-01-01') PARTITION BY LIST (id);
CREATE TABLE visits_old_1 PARTITION OF visits_old FOR VALUES IN (1);
CREATE TABLE visits_old_rest PARTITION OF visits_old DEFAULT;
CREATE TABLE visits_new (who text, ip inet, id integer NOT NULL, at date NOT NULL);
ALTER TABLE visits ATTACH PARTITION visits_new FOR VALUES FROM ('2025-01-01') TO (MAXVALUE);
INSERT INTO visits VALUES ('2024-01-01', 1, '8.8.8.8', 'Wanda Quist'), ('2024-01-01', 2, '8.8.4.4', 'Hugo Brandt'), ('2025-06-01', 3, '2a00:1450::1', NULL);
