CREATE TABLE accounts (id integer PRIMARY KEY, tenant text, owner text);
INSERT INTO accounts VALUES (1, 'mine', 'Wanda Quist'), (2, 'theirs', 'Hugo Brandt');
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON accounts USING (tenant = 'mine');
