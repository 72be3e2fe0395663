-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.events.body', 'jsonb'),
      ('column public.events.id', 'integer not null'),
      ('column public.events.message', 'text'),
      ('column public.people.email', 'text'),
      ('column public.people.id', 'integer not null'),
      ('constraint public.events.events_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.events', 'table'),
      ('table public.people', 'table'),
      ('unique index public.people.people_email', '#9a7321acd37cc693ec1de971aa49204f')
-- (the last 142 lines of smallest)