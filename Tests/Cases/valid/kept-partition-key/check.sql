SELECT
  NOT EXISTS (SELECT FROM visits WHERE ip IN ('8.8.8.8', '8.8.4.4', '2a00:1450::1') OR who IN ('Wanda Quist', 'Hugo Brandt')) AS "every partition is masked",
  (SELECT array_agg(tableoid::regclass::text ORDER BY id) = '{visits_old_1,visits_old_rest,visits_new}' FROM visits) AS "rows stay where they were",
  (SELECT count(*) = 2 FROM visits WHERE who IS NOT NULL) AS "also where columns stand in another order"
