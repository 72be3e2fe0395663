SELECT
  (SELECT array_agg(id ORDER BY id) = '{1,4}' FROM audit) AS "rows of the copy's last month stay",
  NOT EXISTS (SELECT FROM audit WHERE who <> 'somebody') AS "and are masked"
