CREATE SCHEMA cron; CREATE TABLE cron.job (jobid bigint PRIMARY KEY, command text);
