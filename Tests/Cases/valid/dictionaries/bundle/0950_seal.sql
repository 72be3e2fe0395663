-- corpus: run by verify alone
-- from masking.yaml, departments.txt

-- (the first 40 lines of smallest)