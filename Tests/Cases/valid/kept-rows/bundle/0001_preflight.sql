-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.audit.at', 'timestamp with time zone'),
      ('column public.audit.id', 'integer not null'),
      ('column public.audit.who', 'text'),
      ('constraint public.audit.audit_pkey', 'PRIMARY KEY (id)'),
      ('table public.audit', 'table')
-- (the last 142 lines of smallest)