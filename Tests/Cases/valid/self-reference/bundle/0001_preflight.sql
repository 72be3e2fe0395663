-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.staff.boss', 'text'),
      ('column public.staff.login', 'text not null'),
      ('column public.staff.name', 'text'),
      ('constraint public.staff.staff_boss', 'FOREIGN KEY (boss) REFERENCES public.staff(login)'),
      ('constraint public.staff.staff_pkey', 'PRIMARY KEY (login)'),
      ('table public.staff', 'table')
-- (the last 142 lines of smallest)