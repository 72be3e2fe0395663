-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.people.email', 'public.address'),
      ('column public.people.id', 'integer not null'),
      ('column public.people.mood', 'public.mood'),
      ('column public.people.moods', 'public.mood[]'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('domain public.address', 'character varying(80) not null #62c1f4bc5dc150eab3b283ed6cd41ccb'),
      ('enum public.mood', '#a0b23ee4fde7318649f855f894955a7c'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)