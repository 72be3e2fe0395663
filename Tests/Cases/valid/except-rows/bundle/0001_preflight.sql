-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.people.email', 'text'),
      ('column public.people.id', 'integer not null'),
      ('column public.people.initial', 'text'),
      ('column public.people.name', 'text'),
      ('constraint public.people.people_email_key', 'UNIQUE (email)'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)