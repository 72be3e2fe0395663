-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.accounts.id', 'integer not null'),
      ('column public.accounts.owner', 'text'),
      ('column public.accounts.tenant', 'text'),
      ('constraint public.accounts.accounts_pkey', 'PRIMARY KEY (id)'),
      ('policy public.accounts.own', '#d80783fa90a6e37eea8a53f2f84e7e94'),
      ('table public.accounts', 'table, row security, forced row security')
-- (the last 142 lines of smallest)