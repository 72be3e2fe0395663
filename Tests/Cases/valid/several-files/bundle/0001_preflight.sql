-- corpus: refuses what is not the marked copy that was reviewed
-- from 10_application.yaml, 20_people.yaml, 30_letters.yaml

-- (the first 55 lines of smallest)
      ('column public.letters.body', 'text'),
      ('column public.letters.id', 'integer not null'),
      ('column public.letters.recipient', 'text'),
      ('column public.people.email', 'text'),
      ('column public.people.id', 'integer not null'),
      ('column public.people.name', 'text'),
      ('constraint public.letters.letters_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.letters', 'table'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)