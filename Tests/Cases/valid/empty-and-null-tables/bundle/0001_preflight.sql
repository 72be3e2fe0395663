-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.blanks.email', 'text not null'),
      ('column public.blanks.note', 'text'),
      ('column public.empty.body', 'jsonb'),
      ('column public.empty.email', 'text'),
      ('column public.empty.id', 'integer not null'),
      ('column public.nulls.born', 'date'),
      ('column public.nulls.email', 'text'),
      ('column public.nulls.id', 'integer not null'),
      ('column public.nulls.tags', 'text[]'),
      ('column public.other.note', 'text'),
      ('constraint public.blanks.blanks_pkey', 'PRIMARY KEY (email)'),
      ('constraint public.empty.empty_email_key', 'UNIQUE (email)'),
      ('constraint public.empty.empty_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.nulls.nulls_email_key', 'UNIQUE (email)'),
      ('constraint public.nulls.nulls_pkey', 'PRIMARY KEY (id)'),
      ('table public.blanks', 'table'),
      ('table public.empty', 'table'),
      ('table public.no_columns', 'table'),
      ('table public.nulls', 'table'),
      ('table public.other', 'table')
-- (the last 142 lines of smallest)