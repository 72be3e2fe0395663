-- corpus: refuses what is not the marked copy that was reviewed
-- from masking.yaml

-- (the first 55 lines of smallest)
      ('column public.cart_items.cart', 'integer not null'),
      ('column public.cart_items.item', 'integer not null'),
      ('column public.carts.id', 'integer not null identity by default'),
      ('column public.carts.who', 'text'),
      ('column public.items.id', 'integer not null'),
      ('column public.items.name', 'text'),
      ('constraint public.cart_items.cart_items_cart_fkey', 'FOREIGN KEY (cart) REFERENCES public.carts(id)'),
      ('constraint public.cart_items.cart_items_item_fkey', 'FOREIGN KEY (item) REFERENCES public.items(id)'),
      ('constraint public.cart_items.cart_items_pkey', 'PRIMARY KEY (cart, item)'),
      ('constraint public.carts.carts_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.items.items_pkey', 'PRIMARY KEY (id)'),
      ('table public.cart_items', 'table'),
      ('table public.carts', 'table'),
      ('table public.items', 'table')
-- (the last 142 lines of smallest)