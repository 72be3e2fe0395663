-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public."Orders"."E-Mail"', 'text'),
      ('column public."Orders"."ID"', 'integer not null'),
      ('column public."Orders"."Order"', 'integer'),
      ('column public."Orders"."select"', 'text'),
      ('column public."Orders"."two words"', 'text'),
      ('column public.orders.id', 'integer not null'),
      ('column public.orders.note', 'text'),
      ('constraint public."Orders"."Orders_E-Mail_key"', 'UNIQUE ("E-Mail")'),
      ('constraint public."Orders"."Orders_pkey"', 'PRIMARY KEY ("ID")'),
      ('constraint public.orders.orders_pkey', 'PRIMARY KEY (id)'),
      ('table public."Orders"', 'table'),
      ('table public.orders', 'table')
-- (the last 142 lines of smallest)