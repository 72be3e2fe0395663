-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.profiles.body', 'jsonb'),
      ('column public.profiles.id', 'integer not null'),
      ('column public.profiles.raw', 'json'),
      ('constraint public.profiles.profiles_pkey', 'PRIMARY KEY (id)'),
      ('table public.profiles', 'table')
-- (the last 142 lines of smallest)