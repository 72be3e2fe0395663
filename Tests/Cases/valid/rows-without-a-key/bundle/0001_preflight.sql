-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.visits.at', 'timestamp with time zone'),
      ('column public.visits.ip', 'inet'),
      ('column public.visits.who', 'text'),
      ('table public.visits', 'table')
-- (the last 142 lines of smallest)