-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.a_second.id', 'integer'),
      ('column public.a_second.name', 'text'),
      ('column public.names.id', 'integer'),
      ('column public.names.name', 'text'),
      ('column public.never_filled.id', 'integer'),
      ('column public.never_filled.name', 'text'),
      ('column public.never_filled.town', 'text'),
      ('column public.people.id', 'integer not null'),
      ('column public.people.name', 'text'),
      ('column public.people.town', 'text'),
      ('column public.z_first.id', 'integer'),
      ('column public.z_first.name', 'text'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('materialized view public.a_second', 'materialized view'),
      ('materialized view public.never_filled', 'materialized view'),
      ('materialized view public.z_first', 'materialized view'),
      ('table public.people', 'table'),
      ('unique index public.a_second.a_second_id', '#2e7a6a15408bbeef1faa1d2fda15093d'),
      ('view public.names', 'view')
-- (the last 142 lines of smallest)