SELECT
  (SELECT array_agg(DISTINCT department COLLATE "C") = ARRAY['Straße & "Söhne"', 'Ventes d''été', 'back\slash'] FROM people) AS "each line is drawn, as it stands"
