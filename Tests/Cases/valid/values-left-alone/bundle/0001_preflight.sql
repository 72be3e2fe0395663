-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.people.born', 'date'),
      ('column public.people.code', 'text'),
      ('column public.people.id', 'integer not null'),
      ('column public.people.phone', 'text'),
      ('constraint public.people.people_code_key', 'UNIQUE (code)'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)