-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.letters.code', 'text'),
      ('column public.letters.email', 'text'),
      ('column public.letters.id', 'integer not null'),
      ('column public.people.code', 'text'),
      ('column public.people.email', 'text'),
      ('column public.people.id', 'integer not null'),
      ('constraint public.letters.letters_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.letters', 'table'),
      ('table public.people', 'table'),
      ('unique index public.people.people_email', '#fa46bc76c9ae8fd80144857589eca403')
-- (the last 142 lines of smallest)