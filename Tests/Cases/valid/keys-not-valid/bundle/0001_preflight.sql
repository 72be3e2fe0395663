-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.letters.id', 'integer not null'),
      ('column public.letters.sender', 'text'),
      ('column public.people.login', 'text not null'),
      ('constraint public.letters.letters_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.letters.letters_sender', 'FOREIGN KEY (sender) REFERENCES public.people(login) NOT VALID'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (login)'),
      ('table public.letters', 'table'),
      ('table public.people', 'table')
-- (the last 142 lines of smallest)