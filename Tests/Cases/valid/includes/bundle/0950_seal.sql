-- corpus: run by verify alone
-- from masking.yaml, shared/people.yaml, shared/links.yaml

-- (the first 40 lines of smallest)