CREATE TABLE webhooks (id integer PRIMARY KEY, url text NOT NULL, active boolean, owner text);
CREATE TABLE ledgers (id integer PRIMARY KEY, open boolean, closed_on date);
INSERT INTO webhooks VALUES (1, 'https://hooks.prod.test/s3cr3t', true, 'Wanda Quist'), (2, 'https://hooks.prod.test/draft', true, NULL);
INSERT INTO ledgers VALUES (1, true, '2025-12-31'), (2, true, '2026-01-02');
