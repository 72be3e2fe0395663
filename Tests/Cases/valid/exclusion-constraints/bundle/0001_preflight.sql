-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.bookings.during', 'daterange'),
      ('column public.bookings.guest', 'text'),
      ('column public.bookings.id', 'integer not null'),
      ('constraint public.bookings.bookings_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.bookings.one_at_a_time', 'EXCLUDE #1c94776492dee9eb2bfda19536dd3c11'),
      ('table public.bookings', 'table')
-- (the last 142 lines of smallest)