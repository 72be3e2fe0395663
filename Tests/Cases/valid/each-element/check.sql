SELECT
  (SELECT email = members[3] AND members[3] LIKE '%@example.%' FROM groups, people WHERE groups.id = 1) AS "an element follows its link",
  (SELECT members[2] IS NULL AND tags = '{{a,a},{a,NULL}}' FROM groups WHERE id = 1) AS "NULLs and dimensions stay",
  (SELECT members = '{}' AND tags IS NULL FROM groups WHERE id = 2) AS "what is empty stays empty",
  (SELECT array_lower(members, 1) = 3 AND cardinality(members) = 2 FROM groups WHERE id = 3) AS "bounds stay"
