CREATE TABLE users (id integer PRIMARY KEY, password text, settings jsonb);
INSERT INTO users VALUES (1, '$2b$12$abcdefghijkl', '{"key": "live-1234", "theme": "dark"}'), (2, NULL, NULL);
