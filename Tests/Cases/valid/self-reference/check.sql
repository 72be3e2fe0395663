SELECT
  NOT EXISTS (SELECT FROM staff WHERE login IN ('chief', 'ann', 'bob') OR boss IN ('chief', 'ann')) AS "both ends are replaced",
  (SELECT count(*) = 2 FROM staff AS s JOIN staff AS b ON s.boss = b.login) AS "the tree is the same",
  (SELECT count(*) = 1 FROM staff WHERE boss IS NULL) AS "the root stays the root"
