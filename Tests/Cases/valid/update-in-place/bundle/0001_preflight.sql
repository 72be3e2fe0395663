-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.readings.id', 'bigint not null'),
      ('column public.readings.note', 'text'),
      ('column public.readings.taken_at', 'date'),
      ('constraint public.readings.readings_pkey', 'PRIMARY KEY (id)'),
      ('table public.readings', 'table')
-- (the last 142 lines of smallest)