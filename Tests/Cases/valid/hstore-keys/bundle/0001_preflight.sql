-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.items.attributes', 'public.hstore'),
      ('column public.items.id', 'integer not null'),
      ('constraint public.items.items_pkey', 'PRIMARY KEY (id)'),
      ('table public.items', 'table')
-- (the last 142 lines of smallest)