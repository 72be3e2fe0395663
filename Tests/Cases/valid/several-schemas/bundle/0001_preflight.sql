-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column archive.people.name', 'text'),
      ('column crm."odd.name".id', 'integer not null'),
      ('column crm."odd.name".name', 'text'),
      ('column crm.people.id', 'integer not null'),
      ('column crm.people.name', 'text'),
      ('column shop.people.id', 'integer not null'),
      ('column shop.people.name', 'text'),
      ('constraint crm."odd.name"."odd.name_pkey"', 'PRIMARY KEY (id)'),
      ('constraint crm.people.people_pkey', 'PRIMARY KEY (id)'),
      ('constraint shop.people.people_pkey', 'PRIMARY KEY (id)'),
      ('table archive.people', 'table'),
      ('table crm."odd.name"', 'table'),
      ('table crm.people', 'table'),
      ('table shop.people', 'table')
-- (the last 142 lines of smallest)