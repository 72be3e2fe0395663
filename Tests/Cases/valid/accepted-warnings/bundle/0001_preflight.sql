-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.films.id', 'integer not null'),
      ('column public.films.title', 'text'),
      ('column public.people.changed_at', 'date'),
      ('column public.people.email', 'text'),
      ('column public.people.id', 'integer not null'),
      ('constraint public.films.films_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.films', 'table'),
      ('table public.people', 'table'),
      ('trigger public.people.touch', '#fa4ffb57f57a0736fb0f7aa61060ad27')
-- (the last 142 lines of smallest)