SELECT
  (SELECT nick = 'user 1' AND note = 'call 000-0000' FROM people WHERE id = 1) AS "computed from the originals of the row",
  (SELECT nick = 'kept' AND age = 90 AND note = '%s \0 $0' FROM people WHERE id = 2) AS "whatever stands in them"
