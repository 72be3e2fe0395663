-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.ledgers.closed_on', 'date'),
      ('column public.ledgers.id', 'integer not null'),
      ('column public.ledgers.open', 'boolean'),
      ('column public.webhooks.active', 'boolean'),
      ('column public.webhooks.id', 'integer not null'),
      ('column public.webhooks.owner', 'text'),
      ('column public.webhooks.url', 'text not null'),
      ('constraint public.ledgers.ledgers_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.webhooks.webhooks_pkey', 'PRIMARY KEY (id)'),
      ('table public.ledgers', 'table'),
      ('table public.webhooks', 'table')
-- (the last 142 lines of smallest)