-- corpus: run by verify alone
-- from masking.yaml, towns.txt

-- (the first 40 lines of smallest)