CREATE TABLE visits (at timestamptz, ip inet, who text);
INSERT INTO visits VALUES ('2025-01-01', '8.8.8.8', 'Wanda Quist'), ('2025-01-01', NULL, 'Hugo Brandt'), (NULL, NULL, NULL);
