-- corpus: row security, materialised views, statistics
-- from masking.yaml, departments.txt

-- (the first 8 lines of smallest)