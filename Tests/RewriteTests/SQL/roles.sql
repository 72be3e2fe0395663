-- Once a server: the roles that own and read the schema of everything, and a tablespace.
SET allow_in_place_tablespaces = on;
SELECT 'CREATE TABLESPACE rig_place LOCATION ''''' WHERE NOT EXISTS (SELECT FROM pg_tablespace WHERE spcname = 'rig_place') \gexec
SELECT 'CREATE ROLE rig_reader NOLOGIN' WHERE to_regrole('rig_reader') IS NULL \gexec
SELECT 'CREATE ROLE "rig other" NOLOGIN' WHERE to_regrole('"rig other"') IS NULL \gexec
SELECT 'CREATE ROLE rig_owner LOGIN' WHERE to_regrole('rig_owner') IS NULL \gexec
SELECT 'CREATE ROLE rig_admin LOGIN SUPERUSER' WHERE to_regrole('rig_admin') IS NULL \gexec
GRANT "rig other" TO rig_owner;
GRANT CREATE ON TABLESPACE rig_place TO rig_owner;
