-- What no column list shows: three columns, a kind (`Definition.Kind`), the object's name, and its text. Asked under
-- search_path = pg_catalog. Objects that an extension made are its own business; texts of user mappings and subscriptions,
-- which hold passwords, are not read.
WITH definition AS (
  SELECT 'comment' AS kind, d.classoid AS class, d.objoid AS object, d.objsubid AS part, d.description AS text
  FROM pg_description AS d
  WHERE d.classoid <> 'pg_extension'::regclass
  UNION ALL
  SELECT 'enumLabel', 'pg_type'::regclass, e.enumtypid, 0, string_agg(e.enumlabel, E'\n' ORDER BY e.enumsortorder)
  FROM pg_enum AS e GROUP BY e.enumtypid
  UNION ALL
  SELECT 'default', 'pg_attrdef'::regclass, d.oid, 0, pg_get_expr(d.adbin, d.adrelid)
  FROM pg_attrdef AS d
  UNION ALL
  SELECT 'default', 'pg_type'::regclass, t.oid, 0, t.typdefault
  FROM pg_type AS t WHERE t.typtype = 'd' AND t.typdefault IS NOT NULL
  UNION ALL
  SELECT 'check', 'pg_constraint'::regclass, k.oid, 0, pg_get_constraintdef(k.oid)
  FROM pg_constraint AS k WHERE k.contype = 'c' AND k.coninhcount = 0
  UNION ALL
  SELECT 'view', 'pg_class'::regclass, c.oid, 0, pg_get_viewdef(c.oid)
  FROM pg_class AS c WHERE c.relkind IN ('v', 'm')
  UNION ALL
  SELECT 'rule', 'pg_rewrite'::regclass, w.oid, 0, pg_get_ruledef(w.oid)
  FROM pg_rewrite AS w WHERE w.rulename <> '_RETURN'
  UNION ALL
  SELECT 'function', 'pg_proc'::regclass, f.oid, 0,
    concat_ws(E'\n', f.prosrc, pg_get_function_sqlbody(f.oid), pg_get_expr(f.proargdefaults, 0), f.proconfig::text)
  FROM pg_proc AS f
  WHERE f.prokind <> 'a'
    -- A range type brings constructors of its own.
    AND NOT EXISTS (
      SELECT FROM pg_depend AS dep
      WHERE dep.classid = 'pg_proc'::regclass AND dep.objid = f.oid AND dep.deptype = 'i')
  UNION ALL
  SELECT 'trigger', 'pg_trigger'::regclass, t.oid, 0, pg_get_triggerdef(t.oid)
  FROM pg_trigger AS t WHERE NOT t.tgisinternal AND t.tgparentid = 0
  UNION ALL
  SELECT 'index', 'pg_class'::regclass, i.indexrelid, 0, pg_get_indexdef(i.indexrelid)
  FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
  WHERE NOT c.relispartition AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
  UNION ALL
  SELECT 'statistics', 'pg_statistic_ext'::regclass, s.oid, 0, pg_get_statisticsobjdef(s.oid)
  FROM pg_statistic_ext AS s WHERE s.stxexprs IS NOT NULL
  UNION ALL
  SELECT 'partitionBound', 'pg_class'::regclass, c.oid, 0, pg_get_expr(c.relpartbound, c.oid)
  FROM pg_class AS c WHERE c.relispartition AND c.relkind IN ('r', 'p', 'f')
  UNION ALL
  SELECT 'policy', 'pg_policy'::regclass, p.oid, 0,
    concat_ws(E'\n', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  FROM pg_policy AS p
  UNION ALL
  SELECT 'publicationFilter', 'pg_publication_rel'::regclass, p.oid, 0, pg_get_expr(p.prqual, p.prrelid)
  FROM pg_publication_rel AS p WHERE p.prqual IS NOT NULL
  UNION ALL
  SELECT 'foreignServer', 'pg_foreign_server'::regclass, s.oid, 0, concat_ws(E'\n', s.srvversion, s.srvoptions::text)
  FROM pg_foreign_server AS s
  UNION ALL
  SELECT 'userMapping', 'pg_user_mapping'::regclass, m.umid, 0, ''
  FROM pg_user_mappings AS m
  UNION ALL
  SELECT 'subscription', 'pg_subscription'::regclass, s.oid, 0, ''
  FROM pg_subscription AS s
  WHERE s.subdbid = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
  UNION ALL
  SELECT 'eventTrigger', 'pg_event_trigger'::regclass, e.oid, 0, ''
  FROM pg_event_trigger AS e WHERE e.evtenabled <> 'D'
  UNION ALL
  SELECT 'extension', 'pg_extension'::regclass, x.oid, 0, ''
  FROM pg_extension AS x
)
SELECT d.kind, i.type || ' ' || i.identity, coalesce(d.text, '')
FROM definition AS d
CROSS JOIN LATERAL pg_identify_object(d.class, d.object, d.part) AS i
WHERE d.object >= 16384
  AND i.identity IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM pg_depend AS dep
    WHERE dep.classid = d.class AND dep.objid = d.object AND dep.deptype = 'e')
  AND NOT EXISTS (
    SELECT FROM pg_depend AS dep
    JOIN pg_depend AS owner ON owner.classid = dep.refclassid AND owner.objid = dep.refobjid AND owner.deptype = 'e'
    WHERE dep.classid = d.class AND dep.objid = d.object AND dep.deptype IN ('a', 'i'))
  AND NOT (i.type IN ('schema', 'foreign server') AND i.identity = 'understudy')
  AND i.identity NOT LIKE 'understudy.%' AND i.identity NOT LIKE '% on understudy.%' AND i.identity NOT LIKE 'for understudy.%'
  AND i.identity NOT LIKE 'pg\_temp%'
ORDER BY d.kind COLLATE "C", (i.type || ' ' || i.identity) COLLATE "C", d.text COLLATE "C"
