-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.people.age', 'smallint'),
      ('column public.people.first', 'text'),
      ('column public.people.id', 'integer not null'),
      ('column public.people.nick', 'character varying(20)'),
      ('column public.people.note', 'text'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)