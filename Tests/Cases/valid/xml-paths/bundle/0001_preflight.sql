-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.invoices.body', 'text'),
      ('column public.invoices.id', 'integer not null'),
      ('constraint public.invoices.invoices_pkey', 'PRIMARY KEY (id)'),
      ('table public.invoices', 'table')
-- (the last 142 lines of smallest)