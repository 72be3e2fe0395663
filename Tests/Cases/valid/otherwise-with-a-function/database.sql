CREATE TABLE events (id integer PRIMARY KEY, payload jsonb);
INSERT INTO events VALUES (1, '{"kind": "mail", "to": "Wandalina", "parts": ["Wandalina", {"cc": "Hugobert"}], "size": 42, "read": true}');
