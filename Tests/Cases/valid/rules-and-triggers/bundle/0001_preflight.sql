-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.history.name', 'text'),
      ('column public.people.id', 'integer not null'),
      ('column public.people.name', 'text'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('rule public.people.nothing', '#e1e920d6a2b206cd72595ffa34ca3b00'),
      ('table public.history', 'table'),
      ('table public.people', 'table'),
      ('trigger public.people.remember', '#07aa9bf8957cfaa4fb0e13ad31a18d0d')
-- (the last 142 lines of smallest)