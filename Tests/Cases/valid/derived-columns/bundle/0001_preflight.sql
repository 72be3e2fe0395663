-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.people.first', 'text'),
      ('column public.people.id', 'integer not null'),
      ('column public.people.initials', 'character varying(2)'),
      ('column public.people.last', 'text'),
      ('column public.people.search', 'tsvector'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)