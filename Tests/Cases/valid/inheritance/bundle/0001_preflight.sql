-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.people.id', 'integer not null'),
      ('column public.people.name', 'text'),
      ('column public.staff.badge', 'text'),
      ('column public.staff.id', 'integer not null'),
      ('column public.staff.name', 'text'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.staff.staff_pkey', 'PRIMARY KEY (id)'),
      ('table public.people', 'table'),
      ('table public.staff', 'table, inherits public.people')
-- (the last 142 lines of smallest)