-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.visits.at', 'date not null'),
      ('column public.visits.id', 'integer not null'),
      ('column public.visits.ip', 'inet'),
      ('column public.visits.who', 'text'),
      ('column public.visits_new.at', 'date not null'),
      ('column public.visits_new.id', 'integer not null'),
      ('column public.visits_new.ip', 'inet'),
      ('column public.visits_new.who', 'text'),
      ('column public.visits_old.at', 'date not null'),
      ('column public.visits_old.id', 'integer not null'),
      ('column public.visits_old.ip', 'inet'),
      ('column public.visits_old.who', 'text'),
      ('column public.visits_old_1.at', 'date not null'),
      ('column public.visits_old_1.id', 'integer not null'),
      ('column public.visits_old_1.ip', 'inet'),
      ('column public.visits_old_1.who', 'text'),
      ('column public.visits_old_rest.at', 'date not null'),
      ('column public.visits_old_rest.id', 'integer not null'),
      ('column public.visits_old_rest.ip', 'inet'),
      ('column public.visits_old_rest.who', 'text'),
      ('constraint public.visits.visits_pkey', 'PRIMARY KEY (at, id)'),
      ('table public.visits', 'partitioned table #9c7afb3a4fafb24785c354578089f30a'),
      ('table public.visits_new', 'table, partition of public.visits #401e0b812be099487a9b26ab1eb75031'),
      ('table public.visits_old', 'partitioned table, partition of public.visits #d0a12614a25e30a2e33ee4836f52cf53'),
      ('table public.visits_old_1', 'table, partition of public.visits_old #6d8b577b46df4ddd96f9561d3caa2dad'),
      ('table public.visits_old_rest', 'table, partition of public.visits_old #89dbf71048801678ca4abfbaa3ea8f7c')
-- (the last 142 lines of smallest)