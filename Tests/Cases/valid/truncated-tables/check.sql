SELECT
  (SELECT count(*) = 0 FROM carts) AND (SELECT count(*) = 0 FROM cart_items) AS "both ends of a foreign key are emptied",
  (SELECT name = 'pen' FROM items) AS "what is kept is kept",
  (SELECT last_value = 1 FROM carts_id_seq) AS "sequences go on",
  (SELECT count(*) = 2 FROM pg_constraint WHERE conrelid = 'cart_items'::regclass AND contype = 'f' AND convalidated) AS "foreign keys come back"
