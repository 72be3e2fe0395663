-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml, departments.txt

-- (the first 55 lines of smallest)
      ('column public.people.department', 'text'),
      ('column public.people.id', 'integer not null'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)