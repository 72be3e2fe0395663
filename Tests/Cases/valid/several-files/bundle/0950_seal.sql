-- corpus: run by verify alone
-- from 10_application.yaml, 20_people.yaml, 30_letters.yaml

-- (the first 40 lines of smallest)