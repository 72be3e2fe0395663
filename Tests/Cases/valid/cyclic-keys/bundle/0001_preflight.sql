-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.people.login', 'text not null'),
      ('column public.people.team', 'text'),
      ('column public.teams.lead', 'text'),
      ('column public.teams.name', 'text not null'),
      ('constraint public.people.people_pkey', 'PRIMARY KEY (login)'),
      ('constraint public.people.people_team_fkey', 'FOREIGN KEY (team) REFERENCES public.teams(name)'),
      ('constraint public.teams.teams_lead', 'FOREIGN KEY (lead) REFERENCES public.people(login) DEFERRABLE INITIALLY DEFERRED'),
      ('constraint public.teams.teams_pkey', 'PRIMARY KEY (name)'),
      ('table public.people', 'table'),
      ('table public.teams', 'table')
-- (the last 142 lines of smallest)