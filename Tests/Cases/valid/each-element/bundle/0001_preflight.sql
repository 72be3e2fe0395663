-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.groups.id', 'integer not null'),
      ('column public.groups.members', 'text[]'),
      ('column public.groups.tags', 'character varying(9)[]'),
      ('column public.people.email', 'text'),
      ('column public.people.id', 'integer not null'),
      ('constraint public.groups.groups_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.groups', 'table'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)