-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.addresses.customer', 'integer'),
      ('column public.addresses.id', 'integer not null'),
      ('column public.addresses.street', 'text'),
      ('column public.addresses.town', 'text'),
      ('column public.customers.id', 'integer not null'),
      ('column public.customers.town', 'text'),
      ('constraint public.addresses.addresses_customer_fkey', 'FOREIGN KEY (customer) REFERENCES public.customers(id)'),
      ('constraint public.addresses.addresses_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.customers.customers_pkey', 'PRIMARY KEY (id)'),
      ('table public.addresses', 'table'),
      ('table public.customers', 'table')
-- (the last 142 lines of smallest)