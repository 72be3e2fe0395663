-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.customers.name', 'text'),
      ('column public.customers.number', 'integer not null'),
      ('column public.orders.customer', 'integer not null'),
      ('column public.orders.id', 'integer not null'),
      ('constraint public.customers.customers_pkey', 'PRIMARY KEY (number)'),
      ('constraint public.orders.orders_customer_fkey', 'FOREIGN KEY (customer) REFERENCES public.customers(number)'),
      ('constraint public.orders.orders_pkey', 'PRIMARY KEY (id)'),
      ('table public.customers', 'table'),
      ('table public.orders', 'table')
-- (the last 142 lines of smallest)