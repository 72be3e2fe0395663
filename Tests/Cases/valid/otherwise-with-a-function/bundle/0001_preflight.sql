-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.events.id', 'integer not null'),
      ('column public.events.payload', 'jsonb'),
      ('constraint public.events.events_pkey', 'PRIMARY KEY (id)'),
      ('table public.events', 'table')
-- (the last 142 lines of smallest)