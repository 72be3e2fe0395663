-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.log_1.id', 'bigint'),
      ('column public.log_1.line', 'text'),
      ('column public.people.born_at', 'timestamp with time zone'),
      ('column public.people.id', 'bigint not null'),
      ('column public.people.mobile_phone', 'text'),
      ('column public.shop1.id', 'bigint not null'),
      ('column public.shop1.open', 'boolean'),
      ('column public.shop1.opened_at', 'date'),
      ('column public.shop1.phone', 'text'),
      ('column public.shop2.id', 'bigint not null'),
      ('column public.shop2.note', 'text'),
      ('column public.shop2.phone', 'text'),
      ('column public.tmp_import.line', 'text'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.shop1.shop1_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.shop2.shop2_pkey', 'PRIMARY KEY (id)'),
      ('table public.log_1', 'table'),
      ('table public.people', 'table'),
      ('table public.shop1', 'table'),
      ('table public.shop2', 'table'),
      ('table public.tmp_import', 'table')
-- (the last 142 lines of smallest)