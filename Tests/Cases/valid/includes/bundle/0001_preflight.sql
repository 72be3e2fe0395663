-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml, shared/people.yaml, shared/links.yaml

-- (the first 55 lines of smallest)
      ('column public.customers.email', 'text not null'),
      ('column public.customers.id', 'integer not null'),
      ('column public.customers.name', 'text not null'),
      ('column public.leads.contact_email', 'text'),
      ('column public.leads.id', 'integer not null'),
      ('constraint public.customers.customers_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.leads.leads_pkey', 'PRIMARY KEY (id)'),
      ('table public.customers', 'table'),
      ('table public.leads', 'table')
-- (the last 142 lines of smallest)