-- corpus: row security, materialised views, statistics
-- from 10_application.yaml, 20_people.yaml, 30_letters.yaml

-- (the first 8 lines of smallest)