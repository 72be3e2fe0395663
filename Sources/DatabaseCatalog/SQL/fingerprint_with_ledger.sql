SELECT object.description, pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(object.definition, 'UTF8')), 'hex')
FROM (
  WITH relation AS (
    SELECT c.oid, c.relkind, c.relispartition, c.relrowsecurity, c.relforcerowsecurity, c.relpartbound,
      pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND c.relpersistence <> 't'
      AND n.nspname NOT LIKE 'pg\_%' AND n.nspname NOT IN ('information_schema', 'understudy')
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS dep
        WHERE dep.classid = 'pg_catalog.pg_class'::regclass AND dep.objid = c.oid AND dep.deptype = 'e')
  )
  SELECT CASE r.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'f' THEN 'foreign table ' ELSE 'table ' END
      || r.name,
    pg_catalog.concat_ws(' ', r.relkind, pg_catalog.pg_get_partkeydef(r.oid),
      (SELECT 'of ' || pg_catalog.string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno)
        FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid = r.oid),
      pg_catalog.pg_get_expr(r.relpartbound, r.oid), r.relrowsecurity, r.relforcerowsecurity OR EXISTS (
        SELECT FROM understudy.row_security AS s WHERE s.relation = r.oid::regclass::text AND s.state = 'lifted'))
  FROM relation AS r
  UNION ALL
  SELECT 'column ' || r.name || '.' || pg_catalog.quote_ident(a.attname),
    pg_catalog.concat_ws(' ', pg_catalog.format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
      a.attgenerated, CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END, a.attidentity)
  FROM relation AS r
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  UNION ALL
  SELECT 'constraint ' || r.name || '.' || pg_catalog.quote_ident(k.conname), pg_catalog.pg_get_constraintdef(k.oid)
  FROM relation AS r
  JOIN pg_catalog.pg_constraint AS k ON k.conrelid = r.oid AND k.contype IN ('p', 'u', 'c', 'x', 'f') AND k.conparentid = 0
  UNION ALL
  SELECT 'constraint ' || r.name || '.' || pg_catalog.quote_ident(f.name), f.definition
  FROM relation AS r
  JOIN understudy.foreign_key AS f ON f.relation = r.oid::regclass::text AND f.state = 'detached'
  UNION ALL
  SELECT 'unique index ' || r.name || '.' || pg_catalog.quote_ident(ic.relname), pg_catalog.pg_get_indexdef(i.indexrelid)
  FROM relation AS r
  JOIN pg_catalog.pg_index AS i ON i.indrelid = r.oid AND i.indisunique AND i.indisvalid
  JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid AND NOT ic.relispartition
  WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.conrelid = r.oid)
  UNION ALL
  SELECT 'trigger ' || r.name || '.' || pg_catalog.quote_ident(t.tgname), pg_catalog.pg_get_triggerdef(t.oid)
  FROM relation AS r
  JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = r.oid AND NOT t.tgisinternal AND t.tgparentid = 0
  UNION ALL
  SELECT 'rule ' || r.name || '.' || pg_catalog.quote_ident(w.rulename), pg_catalog.pg_get_ruledef(w.oid)
  FROM relation AS r
  JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = r.oid AND w.rulename <> '_RETURN'
  UNION ALL
  SELECT 'policy ' || r.name || '.' || pg_catalog.quote_ident(p.polname),
    pg_catalog.concat_ws(' ', p.polcmd, p.polpermissive, pg_catalog.pg_get_expr(p.polqual, p.polrelid),
      pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
  FROM relation AS r
  JOIN pg_catalog.pg_policy AS p ON p.polrelid = r.oid
) AS object(description, definition)
