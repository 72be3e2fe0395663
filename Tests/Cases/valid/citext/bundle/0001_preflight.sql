-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.letters.id', 'integer not null'),
      ('column public.letters.recipient', 'text'),
      ('column public.people.email', 'public.citext'),
      ('column public.people.id', 'integer not null'),
      ('column public.people.name', 'public.citext'),
      ('constraint public.letters.letters_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.people.people_email_key', 'UNIQUE (email)'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.letters', 'table'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)