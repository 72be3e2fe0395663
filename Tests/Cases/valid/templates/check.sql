SELECT
  (SELECT count(*) = 2 FROM users WHERE login ~ '^[{]user[}]-[a-z0-9]{26}$') AS "parts are drawn, braces stand for themselves",
  (SELECT card ~ '^[0-9]{4}-[A-Z0-9]{2}$' AND card <> '1111-AB' FROM users WHERE id = 1) AS "as many characters as it says",
  (SELECT login IS NULL AND card = '' FROM users WHERE id = 3) AS "NULL stays, blank becomes empty"
