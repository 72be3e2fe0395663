CREATE TABLE codes (code text NOT NULL, agent text);
CREATE UNIQUE INDEX codes_pattern ON codes (code text_pattern_ops);
