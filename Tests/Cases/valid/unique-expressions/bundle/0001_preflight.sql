-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.people.email', 'text'),
      ('column public.people.gone', 'boolean'),
      ('column public.people.id', 'integer not null'),
      ('column public.people.login', 'text'),
      ('column public.people.tenant', 'integer'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table public.people', 'table'),
      ('unique index public.people.people_email', '#9a7321acd37cc693ec1de971aa49204f'),
      ('unique index public.people.people_login', '#a4fac81a4ab65c5ec294838a6ae4f657')
-- (the last 142 lines of smallest)