SELECT
  (SELECT attributes -> 'owner' <> 'Wanda Quist' FROM items WHERE id = 1) AS "a key is masked",
  (SELECT attributes -> 'colour' = 'red' AND NOT attributes ? 'note' FROM items WHERE id = 1) AS "the rest is kept or removed",
  (SELECT attributes = '' FROM items WHERE id = 2) AND (SELECT attributes ? 'owner' FROM items WHERE id = 4) AS "nothing appears"
