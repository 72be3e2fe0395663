-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.people.age', 'smallint'),
      ('column public.people.born', 'date'),
      ('column public.people.hired', 'timestamp with time zone'),
      ('column public.people.id', 'integer not null'),
      ('column public.people.income', 'numeric(9,2)'),
      ('column public.people.salary', 'integer'),
      ('column public.people.weight', 'real'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)