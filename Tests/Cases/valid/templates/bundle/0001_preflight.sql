-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.users.card', 'character varying(7)'),
      ('column public.users.id', 'integer not null'),
      ('column public.users.login', 'text'),
      ('constraint public.users.users_login_key', 'UNIQUE (login)'),
      ('constraint public.users.users_pkey', 'PRIMARY KEY (id)'),
      ('table public.users', 'table')
-- (the last 142 lines of smallest)