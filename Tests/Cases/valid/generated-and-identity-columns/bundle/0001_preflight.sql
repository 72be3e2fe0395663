-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.people.first', 'text'),
      ('column public.people.id', 'bigint not null identity always'),
      ('column public.people.last', 'text'),
      ('column public.people.sort_key', 'text generated stored #47eecddcbd218005725b7e3ab2fd8ec0'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)