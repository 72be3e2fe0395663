-- One JSON document for each relation, with the keys of `Relation`. Asked under search_path = pg_catalog, so that types
-- and expressions print with their schemas.
WITH RECURSIVE relation AS (
  SELECT c.oid, c.relname, n.nspname, c.relkind, c.relpersistence, c.relispartition, c.relrowsecurity, c.relforcerowsecurity,
    c.relreplident, c.relpartbound
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND c.relpersistence <> 't'
    AND n.nspname NOT LIKE 'pg\_%' AND n.nspname NOT IN ('information_schema', 'understudy')
), published AS MATERIALIZED (
  SELECT DISTINCT t.relid
  FROM pg_publication AS p CROSS JOIN LATERAL pg_get_publication_tables(p.pubname) AS t
  WHERE p.pubupdate OR p.pubdelete
), below AS (
  -- What a column's type is made of, once for each type: domains and arrays are unfolded down to the base.
  SELECT used.oid AS root, used.oid, NULL::integer AS typmod, false AS not_null, 1 AS depth
  FROM (
    SELECT DISTINCT a.atttypid AS oid
    FROM relation AS r JOIN pg_attribute AS a ON a.attrelid = r.oid WHERE a.attnum > 0 AND NOT a.attisdropped) AS used
  UNION ALL
  SELECT below.root, CASE WHEN u.typtype = 'd' THEN u.typbasetype ELSE u.typelem END,
    CASE WHEN u.typtype = 'd' THEN u.typtypmod ELSE below.typmod END, u.typnotnull, below.depth + 1
  FROM below JOIN pg_type AS u ON u.oid = below.oid
  WHERE u.typtype = 'd' OR (u.typcategory = 'A' AND u.typelem <> 0 AND u.typlen = -1)
), base AS MATERIALIZED (
  SELECT last.root, t.typname, n.nspname, last.typmod, whole.is_array, whole.domain_not_null,
    coalesce((
      SELECT jsonb_agg(pg_get_constraintdef(k.oid) ORDER BY k.conname)
      FROM pg_constraint AS k WHERE k.contypid = ANY (whole.domains) AND k.contype = 'c'), '[]') AS domain_checks,
    coalesce((
      SELECT jsonb_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid), '[]') AS enum_labels
  FROM (SELECT DISTINCT ON (root) root, oid, typmod FROM below ORDER BY root, depth DESC) AS last
  JOIN (
    SELECT below.root, bool_or(below.not_null) AS domain_not_null,
      bool_or(u.typtype <> 'd' AND u.typcategory = 'A' AND u.typelem <> 0 AND u.typlen = -1) AS is_array,
      array_agg(u.oid) FILTER (WHERE u.typtype = 'd') AS domains
    FROM below JOIN pg_type AS u ON u.oid = below.oid GROUP BY below.root) AS whole ON whole.root = last.root
  JOIN pg_type AS t ON t.oid = last.oid
  JOIN pg_namespace AS n ON n.oid = t.typnamespace
)
SELECT jsonb_build_object(
  'name', jsonb_build_object('schema', r.nspname, 'name', r.relname),
  'kind', CASE r.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitionedTable' WHEN 'v' THEN 'view'
    WHEN 'm' THEN 'materializedView' ELSE 'foreignTable' END,
  'persistence', CASE r.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END,
  'columns', coalesce((
    SELECT jsonb_agg(jsonb_build_object(
      'name', a.attname,
      'type', jsonb_build_object(
        'text', format_type(a.atttypid, a.atttypmod),
        'baseName', base.typname,
        'baseSchema', base.nspname,
        'maximumLength', CASE WHEN base.typname IN ('varchar', 'bpchar') AND coalesce(base.typmod, a.atttypmod) > 4
          THEN coalesce(base.typmod, a.atttypmod) - 4 END,
        'isArray', base.is_array,
        'domain', CASE WHEN t.typtype = 'd' THEN jsonb_build_object('schema', tn.nspname, 'name', t.typname) END,
        'domainIsNotNull', base.domain_not_null,
        'domainChecks', base.domain_checks,
        'enumLabels', base.enum_labels),
      'isNotNull', base.domain_not_null OR a.attnotnull AND NOT EXISTS (
        SELECT FROM pg_constraint AS k
        WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey[1] = a.attnum AND NOT k.convalidated),
      'hasDefault', a.atthasdef AND a.attgenerated = '',
      'defaultExpression', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
      'generatedExpression', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,
      'identity', CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'byDefault' ELSE 'none' END,
      'hasSequence', EXISTS (
        SELECT FROM pg_depend AS dep JOIN pg_class AS s ON s.oid = dep.objid AND s.relkind = 'S'
        WHERE dep.classid = 'pg_class'::regclass AND dep.refclassid = 'pg_class'::regclass
          AND dep.refobjid = r.oid AND dep.refobjsubid = a.attnum AND dep.deptype IN ('a', 'i')),
      'hasNondeterministicCollation', EXISTS (
        SELECT FROM pg_collation AS l WHERE l.oid = a.attcollation AND NOT l.collisdeterministic)
    ) ORDER BY a.attnum)
    FROM pg_attribute AS a
    JOIN pg_type AS t ON t.oid = a.atttypid
    JOIN pg_namespace AS tn ON tn.oid = t.typnamespace
    LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    JOIN base ON base.root = a.atttypid
    WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]'),
  'uniqueKeys', coalesce((
    SELECT jsonb_agg(jsonb_build_object(
      'name', ic.relname,
      'isPrimary', i.indisprimary,
      'isConstraint', k.oid IS NOT NULL,
      'isDeferrable', coalesce(k.condeferrable, false),
      'columns', coalesce((
        SELECT jsonb_agg(a.attname ORDER BY used.place, a.attnum)
        FROM (
          SELECT u.attnum, min(u.place) AS place
          FROM (
            SELECT key.attnum::integer, key.place FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS key(attnum, place)
            WHERE key.attnum <> 0
            UNION ALL
            SELECT dep.refobjsubid, 1000 FROM pg_depend AS dep
            WHERE i.indexprs IS NOT NULL AND dep.classid = 'pg_class'::regclass AND dep.objid = i.indexrelid
              AND dep.refclassid = 'pg_class'::regclass AND dep.refobjid = i.indrelid AND dep.refobjsubid > 0
          ) AS u GROUP BY u.attnum
        ) AS used JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = used.attnum), '[]'),
      'parts', (
        SELECT jsonb_agg(jsonb_build_object(
          'column', a.attname,
          'expression', CASE WHEN key.attnum = 0 THEN pg_get_indexdef(i.indexrelid, key.place::integer, false) END
        ) ORDER BY key.place)
        FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS key(attnum, place)
        LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = key.attnum AND key.attnum <> 0),
      'definition', pg_get_indexdef(i.indexrelid),
      'predicate', pg_get_expr(i.indpred, i.indrelid),
      'hasExpressions', i.indexprs IS NOT NULL,
      'nullsAreEqual', i.indnullsnotdistinct
    ) ORDER BY i.indisprimary DESC, ic.relname COLLATE "C")
    FROM pg_index AS i
    JOIN pg_class AS ic ON ic.oid = i.indexrelid
    LEFT JOIN pg_constraint AS k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u')
    WHERE i.indrelid = r.oid AND i.indisunique AND i.indisvalid), '[]'),
  'foreignKeys', coalesce((
    SELECT jsonb_agg(jsonb_build_object(
      'name', k.conname,
      'columns', (SELECT jsonb_agg(a.attname ORDER BY key.place)
        FROM unnest(k.conkey) WITH ORDINALITY AS key(attnum, place)
        JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = key.attnum),
      'referencedRelation', jsonb_build_object('schema', rn.nspname, 'name', rc.relname),
      'referencedColumns', (SELECT jsonb_agg(a.attname ORDER BY key.place)
        FROM unnest(k.confkey) WITH ORDINALITY AS key(attnum, place)
        JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = key.attnum),
      'isValidated', k.convalidated,
      'definition', pg_get_constraintdef(k.oid)
    ) ORDER BY k.conname COLLATE "C")
    FROM pg_constraint AS k
    JOIN pg_class AS rc ON rc.oid = k.confrelid
    JOIN pg_namespace AS rn ON rn.oid = rc.relnamespace
    WHERE k.conrelid = r.oid AND k.contype = 'f' AND k.conparentid = 0), '[]'),
  'checks', coalesce((
    SELECT jsonb_agg(jsonb_build_object(
      'name', k.conname,
      'columns', coalesce((SELECT jsonb_agg(a.attname ORDER BY a.attnum)
        FROM pg_attribute AS a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)), '[]'),
      'definition', pg_get_constraintdef(k.oid),
      'isValidated', k.convalidated
    ) ORDER BY k.conname COLLATE "C")
    FROM pg_constraint AS k WHERE k.conrelid = r.oid AND k.contype = 'c'), '[]'),
  'exclusions', coalesce((
    SELECT jsonb_agg(jsonb_build_object(
      'name', k.conname,
      'parts', (
        SELECT jsonb_agg(jsonb_build_object(
          'column', a.attname,
          'expression', CASE WHEN key.attnum = 0 THEN pg_get_indexdef(i.indexrelid, key.place::integer, false) END
        ) ORDER BY key.place)
        FROM unnest(i.indkey[0:i.indnkeyatts - 1]) WITH ORDINALITY AS key(attnum, place)
        LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = key.attnum AND key.attnum <> 0),
      'operators', (
        SELECT jsonb_agg(o.oprname ORDER BY op.place)
        FROM unnest(k.conexclop) WITH ORDINALITY AS op(oid, place) JOIN pg_operator AS o ON o.oid = op.oid),
      'predicate', pg_get_expr(i.indpred, i.indrelid)
    ) ORDER BY k.conname COLLATE "C")
    FROM pg_constraint AS k JOIN pg_index AS i ON i.indexrelid = k.conindid
    WHERE k.conrelid = r.oid AND k.contype = 'x'), '[]'),
  'triggers', coalesce((
    SELECT jsonb_agg(jsonb_build_object(
      'name', t.tgname, 'definition', pg_get_triggerdef(t.oid), 'isAlways', t.tgenabled = 'A',
      'isEnabled', t.tgenabled <> 'D',
      'function', jsonb_build_object('schema', fn.nspname, 'name', f.proname),
      'arguments', to_jsonb(trim_array(
        string_to_array(encode(t.tgargs, 'escape'), '\000'), CASE WHEN t.tgnargs > 0 THEN 1 ELSE 0 END)),
      'body', CASE WHEN l.lanname = 'plpgsql' THEN f.prosrc END
    ) ORDER BY t.tgname COLLATE "C")
    FROM pg_trigger AS t
    JOIN pg_proc AS f ON f.oid = t.tgfoid
    JOIN pg_namespace AS fn ON fn.oid = f.pronamespace
    JOIN pg_language AS l ON l.oid = f.prolang
    WHERE t.tgrelid = r.oid AND NOT t.tgisinternal), '[]'),
  'rules', coalesce((
    SELECT jsonb_agg(w.rulename ORDER BY w.rulename COLLATE "C")
    FROM pg_rewrite AS w WHERE w.ev_class = r.oid AND w.rulename <> '_RETURN'), '[]'),
  'policies', coalesce((
    SELECT jsonb_agg(p.polname ORDER BY p.polname COLLATE "C") FROM pg_policy AS p WHERE p.polrelid = r.oid), '[]'),
  'hasRowSecurity', r.relrowsecurity,
  'forcesRowSecurity', r.relforcerowsecurity,
  'partitionParent', (
    SELECT jsonb_build_object('schema', pn.nspname, 'name', pc.relname)
    FROM pg_inherits AS h JOIN pg_class AS pc ON pc.oid = h.inhparent JOIN pg_namespace AS pn ON pn.oid = pc.relnamespace
    WHERE h.inhrelid = r.oid AND r.relispartition),
  'partitionKey', pg_get_partkeydef(r.oid),
  'partitionBound', pg_get_expr(r.relpartbound, r.oid),
  'hasNotValidConstraints', EXISTS (
    SELECT FROM pg_constraint AS k
    WHERE k.conrelid = r.oid AND k.contype IN ('c', 'n') AND NOT k.convalidated
      AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)),
  'partitionKeyColumns', coalesce((
    SELECT jsonb_agg(DISTINCT a.attname)
    FROM pg_partitioned_table AS p
    JOIN pg_attribute AS a ON a.attrelid = p.partrelid
    WHERE p.partrelid = r.oid AND a.attnum > 0
      AND (a.attnum = ANY (p.partattrs::smallint[]) OR EXISTS (
        SELECT FROM pg_depend AS dep
        WHERE dep.classid = 'pg_class'::regclass AND dep.objid = r.oid AND dep.objsubid = 0
          AND dep.refclassid = 'pg_class'::regclass AND dep.refobjid = r.oid AND dep.refobjsubid = a.attnum))), '[]'),
  'inheritanceParents', coalesce((
    SELECT jsonb_agg(jsonb_build_object('schema', pn.nspname, 'name', pc.relname) ORDER BY h.inhseqno)
    FROM pg_inherits AS h JOIN pg_class AS pc ON pc.oid = h.inhparent JOIN pg_namespace AS pn ON pn.oid = pc.relnamespace
    WHERE h.inhrelid = r.oid AND NOT r.relispartition), '[]'),
  'reads', coalesce((
    SELECT jsonb_agg(DISTINCT jsonb_build_object('schema', sn.nspname, 'name', sc.relname))
    FROM pg_rewrite AS w
    JOIN pg_depend AS dep ON dep.classid = 'pg_rewrite'::regclass AND dep.objid = w.oid
      AND dep.refclassid = 'pg_class'::regclass AND dep.refobjid <> r.oid
    JOIN pg_class AS sc ON sc.oid = dep.refobjid AND sc.relkind IN ('r', 'p', 'v', 'm', 'f')
    JOIN pg_namespace AS sn ON sn.oid = sc.relnamespace
    WHERE w.ev_class = r.oid AND r.relkind IN ('v', 'm')), '[]'),
  'refusesUpdates', r.relkind IN ('r', 'p')
    AND EXISTS (
      SELECT FROM published AS p
      WHERE p.relid = r.oid OR p.relid IN (SELECT up.relid FROM pg_partition_ancestors(r.oid) AS up(relid)))
    AND NOT CASE r.relreplident
      WHEN 'f' THEN true
      WHEN 'd' THEN EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = r.oid AND i.indisprimary)
      WHEN 'i' THEN EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = r.oid AND i.indisreplident)
      ELSE false END,
  'isOwnedByExtension', EXISTS (
    SELECT FROM pg_depend AS dep
    WHERE dep.classid = 'pg_class'::regclass AND dep.objid = r.oid AND dep.deptype = 'e'
      -- Rows of a configuration table are the user's: a dump has them.
      AND NOT EXISTS (SELECT FROM pg_extension AS x WHERE x.oid = dep.refobjid AND r.oid = ANY (x.extconfig)))
)::text
FROM relation AS r
ORDER BY r.nspname COLLATE "C", r.relname COLLATE "C"
