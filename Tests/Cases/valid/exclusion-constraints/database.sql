CREATE TABLE bookings (
  id integer PRIMARY KEY, during daterange, guest text,
  CONSTRAINT one_at_a_time EXCLUDE USING gist (during WITH &&)
);
INSERT INTO bookings VALUES (1, '[2025-01-01,2025-01-05)', 'Wanda Quist'), (2, '[2025-01-05,2025-01-09)', 'Hugo Brandt');
