-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.people.email', 'text not null'),
      ('column public.people.name', 'text'),
      ('column public.people_0.email', 'text not null'),
      ('column public.people_0.name', 'text'),
      ('column public.people_1.email', 'text not null'),
      ('column public.people_1.name', 'text'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (email)'),
      ('table public.people', 'partitioned table #562197363cf74d29c10e862cdcc677a1'),
      ('table public.people_0', 'table, partition of public.people #d5cf3f17d84fd9af00cd86cac6d9963b'),
      ('table public.people_1', 'table, partition of public.people #4ee1d49c1bfaa9028b07f3211c5d1b43')
-- (the last 142 lines of smallest)