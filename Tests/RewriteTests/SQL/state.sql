-- Everything that a rewrite has to leave as it is, object by object, from the catalogs: object, aspect, value.
-- Left out: files, oids, statistics, `atthasmissing`, and the names of the rows by which a foreign key refers to the partitions of
-- the referenced table, which the server chooses.
SET search_path = pg_catalog;
WITH relation AS (
  SELECT c.*, c.oid::regclass::text AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'understudy') AND c.relkind IN ('r', 'p', 'v', 'm', 'i', 'I', 'S')
), object AS (
  SELECT 'relation ' || r.name AS object, r.oid, 'pg_class'::regclass AS class, jsonb_build_object(
    'kind', r.relkind, 'persistence', r.relpersistence, 'owner', r.relowner::regrole, 'acl', r.relacl::text[],
    'tablespace', (SELECT spcname FROM pg_tablespace WHERE oid = r.reltablespace), 'options', r.reloptions,
    'toast options', (SELECT reloptions FROM pg_class WHERE oid = r.reltoastrelid), 'replica identity', r.relreplident,
    'row security', r.relrowsecurity, 'forced', r.relforcerowsecurity, 'bound', pg_get_expr(r.relpartbound, r.oid),
    'partition key', pg_get_partkeydef(r.oid), 'type', r.reloftype::regtype, 'method', r.relam, 'populated', r.relispopulated,
    'has rules', r.relhasrules, 'has triggers', r.relhastriggers, 'checks', r.relchecks, 'row type', r.reltype <> 0,
    'view', CASE WHEN r.relkind IN ('v', 'm') THEN pg_get_viewdef(r.oid) END) AS state
  FROM relation AS r
  UNION ALL
  SELECT 'column ' || r.name || '.' || quote_ident(a.attname), NULL, NULL, jsonb_build_object(
    'place', a.attnum, 'type', format_type(a.atttypid, a.atttypmod), 'not null', a.attnotnull,
    'default', pg_get_expr(d.adbin, d.adrelid), 'identity', a.attidentity, 'generated', a.attgenerated, 'storage', a.attstorage,
    'compression', a.attcompression, 'statistics', coalesce(a.attstattarget, -1), 'options', a.attoptions, 'acl', a.attacl::text[],
    'collation', a.attcollation::regcollation, 'local', a.attislocal, 'inherited', a.attinhcount,
    'comment', col_description(r.oid, a.attnum))
  FROM relation AS r JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  UNION ALL
  SELECT 'parents of ' || r.name, NULL, NULL,
    (SELECT jsonb_agg(h.inhparent::regclass ORDER BY h.inhseqno) FROM pg_inherits AS h WHERE h.inhrelid = r.oid)
  FROM relation AS r WHERE EXISTS (SELECT FROM pg_inherits AS h WHERE h.inhrelid = r.oid)
  UNION ALL
  SELECT 'constraint ' || k.conrelid::regclass || '.' || CASE WHEN k.contype = 'f' AND k.conparentid <> 0 AND EXISTS (
        SELECT FROM pg_constraint AS p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
      THEN 'to partition ' || k.confrelid::regclass || ' ' || p.conname ELSE quote_ident(k.conname) END,
    CASE WHEN p.conrelid IS DISTINCT FROM k.conrelid THEN k.oid END, 'pg_constraint'::regclass,
    jsonb_build_object('kind', k.contype, 'definition', pg_get_constraintdef(k.oid), 'validated', k.convalidated,
      'deferrable', k.condeferrable, 'deferred', k.condeferred, 'local', k.conislocal, 'inherited', k.coninhcount,
      'not inherited', k.connoinherit, 'parent', p.conname, 'parent of', p.conrelid::regclass,
      'index', k.conindid::regclass, 'enforced', to_jsonb(k) -> 'conenforced')
  FROM relation AS r JOIN pg_constraint AS k ON k.conrelid = r.oid LEFT JOIN pg_constraint AS p ON p.oid = k.conparentid
  UNION ALL
  SELECT 'index ' || r.name, NULL, NULL, to_jsonb(i) - '{indexrelid,indrelid,indcheckxmin,indexprs,indpred,indcollation,indclass}'::text[]
    || jsonb_build_object('definition', pg_get_indexdef(i.indexrelid), 'of', i.indrelid::regclass,
      'depends', (SELECT jsonb_agg(d.refclassid::regclass || ' ' || d.deptype::text ORDER BY 1) FROM pg_depend AS d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND d.deptype IN ('e', 'x')))
  FROM relation AS r JOIN pg_index AS i ON i.indexrelid = r.oid
  UNION ALL
  SELECT 'trigger ' || r.name || '.' || quote_ident(t.tgname), t.oid, 'pg_trigger'::regclass, jsonb_build_object(
    'definition', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled, 'parent', t.tgparentid <> 0)
  FROM relation AS r JOIN pg_trigger AS t ON t.tgrelid = r.oid AND NOT t.tgisinternal
  UNION ALL
  SELECT 'internal triggers of ' || r.name, NULL, NULL,
    jsonb_build_object('enabled', (SELECT jsonb_object_agg(e, n) FROM (SELECT t.tgenabled::text || ' ' || t.tgfoid::regproc AS e, count(*) AS n
      FROM pg_trigger AS t WHERE t.tgrelid = r.oid AND t.tgisinternal GROUP BY 1) AS x))
  FROM relation AS r WHERE r.relkind IN ('r', 'p')
  UNION ALL
  SELECT 'rule ' || r.name || '.' || quote_ident(w.rulename), w.oid, 'pg_rewrite'::regclass,
    jsonb_build_object('definition', pg_get_ruledef(w.oid), 'enabled', w.ev_enabled)
  FROM relation AS r JOIN pg_rewrite AS w ON w.ev_class = r.oid
  UNION ALL
  SELECT 'policy ' || r.name || '.' || quote_ident(p.polname), p.oid, 'pg_policy'::regclass, jsonb_build_object(
    'command', p.polcmd, 'permissive', p.polpermissive, 'roles', p.polroles::regrole[]::text, 'using', pg_get_expr(p.polqual, p.polrelid),
    'check', pg_get_expr(p.polwithcheck, p.polrelid))
  FROM relation AS r JOIN pg_policy AS p ON p.polrelid = r.oid
  UNION ALL
  SELECT 'statistics ' || s.stxnamespace::regnamespace || '.' || s.stxname, s.oid, 'pg_statistic_ext'::regclass, jsonb_build_object(
    'definition', pg_get_statisticsobjdef(s.oid), 'owner', s.stxowner::regrole, 'target', coalesce(s.stxstattarget, -1))
  FROM pg_statistic_ext AS s
  UNION ALL
  SELECT 'sequence ' || s.schemaname || '.' || s.sequencename, NULL, NULL, to_jsonb(s) FROM pg_sequences AS s
  WHERE s.schemaname <> 'understudy'
  UNION ALL
  SELECT 'owner of sequence ' || r.name, NULL, NULL, (SELECT to_jsonb(d.refobjid::regclass || ' ' || d.refobjsubid || d.deptype::text)
    FROM pg_depend AS d WHERE d.objid = r.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))
  FROM relation AS r WHERE r.relkind = 'S'
  UNION ALL
  SELECT 'publication ' || p.pubname || ' of ' || t.schemaname || '.' || t.tablename, p.oid, 'pg_publication'::regclass, to_jsonb(t) || to_jsonb(p) - 'oid'
  FROM pg_publication AS p JOIN pg_publication_tables AS t ON t.pubname = p.pubname
  UNION ALL
  SELECT 'function ' || p.oid::regprocedure, p.oid, 'pg_proc'::regclass, jsonb_build_object(
    'definition', pg_get_functiondef(p.oid), 'owner', p.proowner::regrole, 'acl', p.proacl::text[])
  FROM pg_proc AS p WHERE p.pronamespace::regnamespace::text !~ '^(pg_|information_schema|understudy)'
  UNION ALL
  SELECT 'type ' || t.oid::regtype, t.oid, 'pg_type'::regclass, jsonb_build_object('owner', t.typowner::regrole, 'acl', t.typacl::text[],
    'checks', (SELECT jsonb_agg(pg_get_constraintdef(k.oid)) FROM pg_constraint AS k WHERE k.contypid = t.oid))
  FROM pg_type AS t WHERE t.typnamespace::regnamespace::text !~ '^(pg_|information_schema|understudy)' AND t.typtype IN ('d', 'e', 'c')
  UNION ALL
  SELECT 'schema ' || n.nspname, n.oid, 'pg_namespace'::regclass, jsonb_build_object('owner', n.nspowner::regrole, 'acl', n.nspacl::text[])
  FROM pg_namespace AS n WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'understudy')
  UNION ALL
  SELECT 'default privileges', NULL, NULL, (SELECT jsonb_agg(a.defaclacl::text[] ORDER BY a.oid) FROM pg_default_acl AS a)
)
SELECT o.object, e.key, e.value::text
FROM (
  SELECT object, CASE WHEN jsonb_typeof(state) = 'object' THEN state ELSE jsonb_build_object('value', state) END
    || jsonb_build_object('comment', coalesce(to_jsonb(obj_description(oid, class::text)), state -> 'comment')) AS state
  FROM object
) AS o CROSS JOIN LATERAL jsonb_each(o.state) AS e
ORDER BY o.object COLLATE "C", e.key COLLATE "C";
