-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.more.id', 'integer not null'),
      ('column public.more.note', 'text'),
      ('column public.people.born', 'date'),
      ('column public.people.email', 'text'),
      ('column public.people.id', 'integer not null'),
      ('constraint public.more.more_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.more', 'table'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)