-- corpus: row security, materialised views, statistics
-- from masking.yaml, shared/people.yaml, shared/links.yaml

-- (the first 8 lines of smallest)