-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.accounts.code', 'text not null'),
      ('column public.accounts.owner', 'text'),
      ('column public.accounts.tenant', 'integer not null'),
      ('column public.entries.amount', 'numeric'),
      ('column public.entries.code', 'text'),
      ('column public.entries.id', 'integer not null'),
      ('column public.entries.tenant', 'integer'),
      ('constraint public.accounts.accounts_pkey', 'PRIMARY KEY (tenant, code)'),
      ('constraint public.entries.entries_account', 'FOREIGN KEY (tenant, code) REFERENCES public.accounts(tenant, code) ON UPDATE CASCADE'),
      ('constraint public.entries.entries_pkey', 'PRIMARY KEY (id)'),
      ('table public.accounts', 'table'),
      ('table public.entries', 'table')
-- (the last 142 lines of smallest)