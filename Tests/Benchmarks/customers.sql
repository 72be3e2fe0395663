-- The table that the figures are about: :rows customers, 20 columns, ten indexes, a touch trigger, a view.
CREATE TABLE public.customers (
  id bigint GENERATED ALWAYS AS IDENTITY,
  email text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  phone text,
  street text,
  city text,
  postal_code text,
  country character(2) NOT NULL,
  date_of_birth date,
  national_id text NOT NULL,
  iban text,
  notes text,
  preferences jsonb NOT NULL,
  last_ip inet,
  status text NOT NULL,
  password_hash text NOT NULL,
  api_token text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
SET synchronous_commit = off;
INSERT INTO public.customers OVERRIDING SYSTEM VALUE
SELECT i, 'planted.' || md5(i::text || 'm') || '@mail.example', 'Planted' || i % 5000, 'Person' || i % 20000,
  '+4420' || lpad((i * 7919 % 100000000)::text, 8, '0'), (i % 400)::text || ' Planted Street', 'Town ' || i % 900,
  'AB' || i % 99 || ' ' || i % 9 || 'CD', (ARRAY['GB', 'DE', 'FR', 'ES', 'IT'])[1 + i % 5],
  date '1940-01-01' + (i * 31 % 25000)::integer, 'N' || lpad((i * 48271 % 2147483647)::text, 10, '0') || i % 10,
  'GB' || lpad((i % 97)::text, 2, '0') || 'PLNT' || lpad(i::text, 14, '0'),
  CASE WHEN i % 1000 = 0 THEN repeat(md5(i::text), 125) ELSE left(repeat(md5(i::text), 7), 200) END,
  jsonb_build_object('newsletter', i % 2 = 0, 'language', 'en', 'theme', i % 7), ('10.' || i % 250 || '.1.' || i % 200)::inet,
  (ARRAY['active', 'closed', 'blocked', 'new'])[1 + i % 4], '$2b$12$' || md5(i::text || 'p') || md5(i::text), md5(i::text || 't'),
  timestamptz '2020-01-01' + i * interval '1 second', timestamptz '2021-01-01' + i * interval '1 second'
FROM generate_series(1, :rows::bigint) AS i;
SELECT pg_catalog.setval('public.customers_id_seq', :rows::bigint);

ALTER TABLE public.customers ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX customers_email ON public.customers (email);
CREATE UNIQUE INDEX customers_national_id ON public.customers (national_id);
CREATE UNIQUE INDEX customers_api_token ON public.customers (api_token);
CREATE INDEX customers_name ON public.customers (last_name, first_name);
CREATE INDEX customers_place ON public.customers (country, city);
CREATE INDEX customers_lower_email ON public.customers (lower(email));
CREATE INDEX customers_phone ON public.customers (phone);
CREATE INDEX customers_created_at ON public.customers (created_at);
CREATE INDEX customers_blocked ON public.customers (date_of_birth) WHERE status = 'blocked';

CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql
  AS $$BEGIN NEW.updated_at := now(); RETURN NEW; END$$;
CREATE TRIGGER touch BEFORE UPDATE ON public.customers FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE VIEW public.active_customers AS SELECT id, created_at FROM public.customers WHERE status = 'active';
VACUUM (ANALYZE) public.customers;
