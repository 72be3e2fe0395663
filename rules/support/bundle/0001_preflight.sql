-- support: refuses what is not the marked copy that was reviewed
-- from masking.yaml, ../shared/people.yaml

DO $preflight$
DECLARE
  mark record;
  label CONSTANT bytea := convert_to('understudy/1/check', 'UTF8');
  digest bytea;
  bundle CONSTANT text := coalesce(current_setting('understudy.bundle', true), '');
BEGIN
  IF to_regclass('understudy.mark') IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'UN001', MESSAGE = 'this database carries no mark: it was never adopted';
  END IF;
  SELECT * INTO mark FROM understudy.mark;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN001', MESSAGE = 'this database carries no mark: it was never adopted';
  END IF;
  IF mark.database_name <> current_database()
    OR mark.database_oid <> (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
    OR mark.system_identifier <> (SELECT c.system_identifier FROM pg_control_system() AS c)
  THEN
    RAISE EXCEPTION USING ERRCODE = 'UN001', MESSAGE = 'the mark names another place: this is a copy of a marked database';
  END IF;
  IF current_setting('session_replication_role') <> 'origin' THEN
    RAISE EXCEPTION USING ERRCODE = 'UN001',
      MESSAGE = 'session_replication_role is not origin: constraints would not be checked';
  END IF;
  IF bundle !~ '^[0-9a-f]{64}$' THEN
    RAISE EXCEPTION USING ERRCODE = 'UN005', MESSAGE = 'understudy.bundle does not name the bundle';
  END IF;
  IF mark.state = 'sealed' AND mark.bundle <> bundle THEN
    RAISE EXCEPTION USING ERRCODE = 'UN003', MESSAGE = 'this database is sealed by another bundle';
  END IF;
  IF mark.state = 'sealed' THEN
    RAISE EXCEPTION USING ERRCODE = 'UN006', MESSAGE = 'this database is sealed by this bundle: nothing is left to do';
  END IF;
  digest := decode(current_setting('understudy.key'), 'hex') || decode(repeat('00', 32), 'hex')
    || int4send(octet_length(label)) || label;
  IF substr(sha256(digest), 1, 8) <> mark.key_check THEN
    RAISE EXCEPTION USING ERRCODE = 'UN004', MESSAGE = 'the key is not the one that this database was adopted with';
  END IF;
  IF mark.bundle <> bundle THEN
    RAISE EXCEPTION USING ERRCODE = 'UN005', MESSAGE = 'another bundle has begun to mask this database';
  END IF;
END
$preflight$;
-- The logical catalog, object by object: what differs from the reviewed one is refused. psql may say what:
-- the message holds names and nothing else.
\set VERBOSITY terse
DO $catalog$
DECLARE
  difference text;
BEGIN
  SELECT pg_catalog.string_agg(d.words, ', ' ORDER BY d.words) INTO difference
  FROM (
    SELECT CASE WHEN reviewed.object IS NULL THEN present.object || ' is new'
      WHEN present.object IS NULL THEN reviewed.object || ' is gone' ELSE present.object || ' is another' END AS words
    FROM (VALUES
      ('column desk.calls.caller_number', 'text'),
      ('column desk.calls.duration', 'interval'),
      ('column desk.calls.id', 'bigint not null'),
      ('column desk.calls.recording', 'oid'),
      ('column desk.calls.requester_id', 'uuid'),
      ('column desk.calls.started_at', 'timestamp with time zone not null'),
      ('column desk.calls.summary', 'text'),
      ('column desk.calls.ticket_id', 'bigint'),
      ('column desk.chats.id', 'bigint not null'),
      ('column desk.chats.requester_id', 'uuid'),
      ('column desk.chats.started_at', 'timestamp with time zone not null'),
      ('column desk.chats.summary', 'text'),
      ('column desk.chats.ticket_id', 'bigint'),
      ('column desk.chats.transcript', 'jsonb not null'),
      ('column desk.chats.visitor_ip', 'inet'),
      ('column desk.events.actor', 'text'),
      ('column desk.events.happened_at', 'timestamp with time zone not null'),
      ('column desk.events.id', 'bigint not null'),
      ('column desk.events.ip', 'inet'),
      ('column desk.events.kind', 'text not null'),
      ('column desk.events.payload', 'jsonb'),
      ('column desk.events.ticket_id', 'bigint'),
      ('column desk.events_access.actor', 'text'),
      ('column desk.events_access.happened_at', 'timestamp with time zone not null'),
      ('column desk.events_access.id', 'bigint not null'),
      ('column desk.events_access.ip', 'inet'),
      ('column desk.events_access.kind', 'text not null'),
      ('column desk.events_access.payload', 'jsonb'),
      ('column desk.events_access.ticket_id', 'bigint'),
      ('column desk.events_change.actor', 'text'),
      ('column desk.events_change.happened_at', 'timestamp with time zone not null'),
      ('column desk.events_change.id', 'bigint not null'),
      ('column desk.events_change.ip', 'inet'),
      ('column desk.events_change.kind', 'text not null'),
      ('column desk.events_change.payload', 'jsonb'),
      ('column desk.events_change.ticket_id', 'bigint'),
      ('column desk.events_change_2024.actor', 'text'),
      ('column desk.events_change_2024.happened_at', 'timestamp with time zone not null'),
      ('column desk.events_change_2024.id', 'bigint not null'),
      ('column desk.events_change_2024.ip', 'inet'),
      ('column desk.events_change_2024.kind', 'text not null'),
      ('column desk.events_change_2024.payload', 'jsonb'),
      ('column desk.events_change_2024.ticket_id', 'bigint'),
      ('column desk.events_change_2025.actor', 'text'),
      ('column desk.events_change_2025.happened_at', 'timestamp with time zone not null'),
      ('column desk.events_change_2025.id', 'bigint not null'),
      ('column desk.events_change_2025.ip', 'inet'),
      ('column desk.events_change_2025.kind', 'text not null'),
      ('column desk.events_change_2025.payload', 'jsonb'),
      ('column desk.events_change_2025.ticket_id', 'bigint'),
      ('column desk.events_other.actor', 'text'),
      ('column desk.events_other.happened_at', 'timestamp with time zone not null'),
      ('column desk.events_other.id', 'bigint not null'),
      ('column desk.events_other.ip', 'inet'),
      ('column desk.events_other.kind', 'text not null'),
      ('column desk.events_other.payload', 'jsonb'),
      ('column desk.events_other.ticket_id', 'bigint'),
      ('column desk.interactions.id', 'bigint not null'),
      ('column desk.interactions.requester_id', 'uuid'),
      ('column desk.interactions.started_at', 'timestamp with time zone not null'),
      ('column desk.interactions.summary', 'text'),
      ('column desk.interactions.ticket_id', 'bigint'),
      ('column desk.macros.actions', 'jsonb not null'),
      ('column desk.macros.id', 'integer not null identity by default'),
      ('column desk.macros.owner_id', 'integer'),
      ('column desk.macros.title', 'text not null'),
      ('column desk.maintenance_log.finished_at', 'timestamp with time zone not null'),
      ('column desk.maintenance_log.id', 'bigint not null identity always'),
      ('column desk.maintenance_log.job', 'text not null'),
      ('column desk.maintenance_log.touched', 'bigint'),
      ('column desk.messages."fromAddress"', 'public.mail_address'),
      ('column desk.messages.agent_id', 'integer'),
      ('column desk.messages.author_id', 'uuid'),
      ('column desk.messages.body', 'text not null'),
      ('column desk.messages.body_html', 'text'),
      ('column desk.messages.created_at', 'timestamp with time zone not null'),
      ('column desk.messages.headers', 'jsonb'),
      ('column desk.messages.id', 'uuid not null'),
      ('column desk.messages.is_public', 'boolean not null'),
      ('column desk.messages.ticket_id', 'bigint not null'),
      ('column desk.on_call.agent_id', 'integer not null'),
      ('column desk.on_call.during', 'tstzrange not null'),
      ('column desk.queue.created_at', 'timestamp with time zone'),
      ('column desk.queue.email', 'public.mail_address'),
      ('column desk.queue.id', 'bigint'),
      ('column desk.queue.number', 'bigint'),
      ('column desk.queue.organisation', 'text'),
      ('column desk.queue.priority', 'desk.priority_level'),
      ('column desk.queue.requester', 'text'),
      ('column desk.queue.subject', 'text'),
      ('column desk.requester_activity.email', 'text'),
      ('column desk.requester_activity.last_ticket_at', 'timestamp with time zone'),
      ('column desk.requester_activity.name', 'text'),
      ('column desk.requester_activity.requester_id', 'uuid'),
      ('column desk.requester_activity.tickets', 'bigint'),
      ('column desk.satisfaction_ratings.comment', 'text'),
      ('column desk.satisfaction_ratings.id', 'integer not null identity by default'),
      ('column desk.satisfaction_ratings.rated_at', 'timestamp with time zone'),
      ('column desk.satisfaction_ratings.rating_token', 'character varying(32)'),
      ('column desk.satisfaction_ratings.requester_id', 'uuid not null'),
      ('column desk.satisfaction_ratings.score', 'smallint not null'),
      ('column desk.satisfaction_ratings.ticket_id', 'bigint not null'),
      ('column desk.sla_policies.first_reply', 'interval not null'),
      ('column desk.sla_policies.id', 'smallint not null'),
      ('column desk.sla_policies.priority', 'desk.priority_level not null'),
      ('column desk.sla_policies.resolution', 'interval'),
      ('column desk.sla_policies.title', 'text not null'),
      ('column desk.sla_timers.breached', 'boolean generated stored #ed706360d894968b2511aa6f37cd2707'),
      ('column desk.sla_timers.metric', 'text not null'),
      ('column desk.sla_timers.note', 'text'),
      ('column desk.sla_timers.paused', 'interval not null'),
      ('column desk.sla_timers.policy_id', 'smallint not null'),
      ('column desk.sla_timers.running', 'tstzrange not null'),
      ('column desk.sla_timers.ticket_id', 'bigint not null'),
      ('column desk.ticket_followers.requester_id', 'uuid not null'),
      ('column desk.ticket_followers.since', 'timestamp with time zone not null'),
      ('column desk.ticket_followers.ticket_id', 'bigint not null'),
      ('column desk.tickets.assignee_id', 'integer'),
      ('column desk.tickets.cc', 'text[] not null'),
      ('column desk.tickets.channel', 'desk.channel not null'),
      ('column desk.tickets.created_at', 'timestamp with time zone not null'),
      ('column desk.tickets.custom_fields', 'jsonb not null'),
      ('column desk.tickets.id', 'bigint not null identity always'),
      ('column desk.tickets.last_words', 'text'),
      ('column desk.tickets.merged_into', 'bigint'),
      ('column desk.tickets.number', 'bigint not null'),
      ('column desk.tickets.organisation_id', 'uuid'),
      ('column desk.tickets.priority', 'desk.priority_level not null'),
      ('column desk.tickets.requester_id', 'uuid not null'),
      ('column desk.tickets.search', 'tsvector'),
      ('column desk.tickets.solved_at', 'timestamp with time zone'),
      ('column desk.tickets.status', 'desk.ticket_status not null'),
      ('column desk.tickets.subject', 'text not null'),
      ('column desk.tickets.tags', 'desk.tag[] not null'),
      ('column desk.tickets.updated_at', 'timestamp with time zone not null'),
      ('column desk.tickets.via_ip', 'inet'),
      ('column public."OAuthClients"."clientId"', 'uuid not null'),
      ('column public."OAuthClients"."clientSecret"', 'text not null'),
      ('column public."OAuthClients"."createdAt"', 'timestamp with time zone not null'),
      ('column public."OAuthClients"."ownerEmail"', 'text'),
      ('column public."OAuthClients"."redirectUris"', 'text[] not null'),
      ('column public."OAuthClients".name', 'text not null'),
      ('column public."OAuthGrants"."Scopes"', 'text[] not null'),
      ('column public."OAuthGrants"."clientId"', 'uuid not null'),
      ('column public."OAuthGrants"."grantedAt"', 'timestamp with time zone not null'),
      ('column public."OAuthGrants"."refreshToken"', 'text'),
      ('column public."OAuthGrants"."requesterId"', 'uuid not null'),
      ('column public.agents.created_at', 'timestamp with time zone not null'),
      ('column public.agents.email', 'text not null'),
      ('column public.agents.id', 'integer not null identity always'),
      ('column public.agents.name', 'text not null'),
      ('column public.agents.password_hash', 'text not null'),
      ('column public.agents.role', 'text not null'),
      ('column public.agents.signature', 'text'),
      ('column public.agents.team_lead_id', 'integer'),
      ('column public.agents.totp_secret', 'text'),
      ('column public.api_tokens."clientId"', 'uuid'),
      ('column public.api_tokens.agent_id', 'integer'),
      ('column public.api_tokens.allowed_networks', 'cidr[] not null'),
      ('column public.api_tokens.created_at', 'timestamp with time zone not null'),
      ('column public.api_tokens.id', 'integer not null identity by default'),
      ('column public.api_tokens.label', 'text not null'),
      ('column public.api_tokens.last_four', 'character(4) not null'),
      ('column public.api_tokens.revoked_at', 'timestamp with time zone'),
      ('column public.api_tokens.token_digest', 'bytea not null'),
      ('column public.consents.given_at', 'timestamp with time zone not null'),
      ('column public.consents.id', 'integer not null identity by default'),
      ('column public.consents.purpose', 'text not null'),
      ('column public.consents.requester_id', 'uuid not null'),
      ('column public.consents.signed_from', 'cidr'),
      ('column public.consents.signed_name', 'text not null'),
      ('column public.organisations."billingContact"', 'public.mail_address'),
      ('column public.organisations."domainNames"', 'text[] not null'),
      ('column public.organisations.created_at', 'timestamp with time zone not null'),
      ('column public.organisations.id', 'uuid not null'),
      ('column public.organisations.name', 'text not null'),
      ('column public.organisations.notes', 'text'),
      ('column public.organisations.settings', 'jsonb not null'),
      ('column public.organisations.updated_at', 'timestamp with time zone not null'),
      ('column public.requester_identities.id', 'bigint not null identity by default'),
      ('column public.requester_identities.kind', 'public.identity_kind not null'),
      ('column public.requester_identities.requester_id', 'uuid not null'),
      ('column public.requester_identities.value', 'text not null'),
      ('column public.requester_identities.verified_at', 'timestamp with time zone'),
      ('column public.requesters."externalIds"', 'jsonb'),
      ('column public.requesters.alias', 'character varying(80) collate desk.plain'),
      ('column public.requesters.avatar', 'bytea'),
      ('column public.requesters.created_at', 'timestamp with time zone not null'),
      ('column public.requesters.email', 'public.mail_address not null'),
      ('column public.requesters.id', 'uuid not null'),
      ('column public.requesters.is_suspended', 'boolean not null'),
      ('column public.requesters.last_seen_ip', 'inet'),
      ('column public.requesters.locale', 'character varying(10) not null'),
      ('column public.requesters.name', 'text'),
      ('column public.requesters.organisation_id', 'uuid'),
      ('column public.requesters.phone', 'text'),
      ('column public.requesters.search', 'tsvector generated stored #40e6b693265ea0d6d5a41589b1f70e6f'),
      ('column public.requesters.updated_at', 'timestamp with time zone not null'),
      ('column public.schema_migrations.version', 'character varying not null'),
      ('column public.sessions.data', 'jsonb not null'),
      ('column public.sessions.expires_at', 'timestamp with time zone not null'),
      ('column public.sessions.sid', 'text not null'),
      ('column public.settings.name', 'text not null'),
      ('column public.settings.value', 'text not null'),
      ('column public.webhook_deliveries.id', 'bigint not null identity by default'),
      ('column public.webhook_deliveries.request_body', 'json not null'),
      ('column public.webhook_deliveries.response_status', 'smallint'),
      ('column public.webhook_deliveries.sent_at', 'timestamp with time zone not null'),
      ('column public.webhook_deliveries.webhook_id', 'integer not null'),
      ('column public.webhooks.created_at', 'timestamp with time zone not null'),
      ('column public.webhooks.headers', 'json'),
      ('column public.webhooks.id', 'integer not null identity by default'),
      ('column public.webhooks.is_active', 'boolean not null'),
      ('column public.webhooks.secret', 'text not null'),
      ('column public.webhooks.target_url', 'text not null'),
      ('column storage.attachments."largeObject"', 'oid'),
      ('column storage.attachments.byte_size', 'integer not null'),
      ('column storage.attachments.content', 'bytea'),
      ('column storage.attachments.digest', 'bytea not null'),
      ('column storage.attachments.file_name', 'text not null'),
      ('column storage.attachments.id', 'uuid not null'),
      ('column storage.attachments.media_type', 'text not null'),
      ('column storage.attachments.message_id', 'uuid not null'),
      ('constraint desk.calls.calls_pkey', 'PRIMARY KEY (id)'),
      ('constraint desk.calls.calls_ticket_fkey', 'FOREIGN KEY (ticket_id) REFERENCES desk.tickets(id)'),
      ('constraint desk.chats.chats_pkey', 'PRIMARY KEY (id)'),
      ('constraint desk.chats.chats_ticket_fkey', 'FOREIGN KEY (ticket_id) REFERENCES desk.tickets(id) NOT VALID'),
      ('constraint desk.events.events_pkey', 'PRIMARY KEY (kind, id, happened_at)'),
      ('constraint desk.interactions.interactions_pkey', 'PRIMARY KEY (id)'),
      ('constraint desk.interactions.interactions_ticket_fkey', 'FOREIGN KEY (ticket_id) REFERENCES desk.tickets(id)'),
      ('constraint desk.macros.macros_owner_id_fkey', 'FOREIGN KEY (owner_id) REFERENCES public.agents(id)'),
      ('constraint desk.macros.macros_pkey', 'PRIMARY KEY (id)'),
      ('constraint desk.macros.macros_title_key', 'UNIQUE (title)'),
      ('constraint desk.maintenance_log.maintenance_log_pkey', 'PRIMARY KEY (id)'),
      ('constraint desk.messages.messages_agent_id_fkey', 'FOREIGN KEY (agent_id) REFERENCES public.agents(id)'),
      ('constraint desk.messages.messages_author_id_fkey', 'FOREIGN KEY (author_id) REFERENCES public.requesters(id)'),
      ('constraint desk.messages.messages_one_author', 'CHECK #f1d4d726f020d2079a55da5832288b14'),
      ('constraint desk.messages.messages_pkey', 'PRIMARY KEY (id)'),
      ('constraint desk.messages.messages_ticket_id_fkey', 'FOREIGN KEY (ticket_id) REFERENCES desk.tickets(id) ON DELETE CASCADE'),
      ('constraint desk.on_call.on_call_agent_id_fkey', 'FOREIGN KEY (agent_id) REFERENCES public.agents(id)'),
      ('constraint desk.on_call.on_call_one_at_a_time', 'EXCLUDE #1c94776492dee9eb2bfda19536dd3c11'),
      ('constraint desk.satisfaction_ratings.satisfaction_ratings_pkey', 'PRIMARY KEY (id)'),
      ('constraint desk.satisfaction_ratings.satisfaction_ratings_score_check', 'CHECK #13acfeec3205fbd419385003bff7c904'),
      ('constraint desk.satisfaction_ratings.satisfaction_ratings_ticket_fkey', 'FOREIGN KEY (ticket_id, requester_id) REFERENCES desk.tickets(id, requester_id) MATCH FULL ON DELETE CASCADE'),
      ('constraint desk.satisfaction_ratings.satisfaction_ratings_token_key', 'UNIQUE (rating_token)'),
      ('constraint desk.sla_policies.sla_policies_pkey', 'PRIMARY KEY (id)'),
      ('constraint desk.sla_timers.sla_timers_pkey', 'PRIMARY KEY (ticket_id, metric)'),
      ('constraint desk.sla_timers.sla_timers_policy_id_fkey', 'FOREIGN KEY (policy_id) REFERENCES desk.sla_policies(id)'),
      ('constraint desk.sla_timers.sla_timers_running_not_empty', 'CHECK #d178f3d1f52bc10a01c3b2bf1db5a926'),
      ('constraint desk.sla_timers.sla_timers_ticket_id_fkey', 'FOREIGN KEY (ticket_id) REFERENCES desk.tickets(id) ON DELETE CASCADE'),
      ('constraint desk.ticket_followers.ticket_followers_pkey', 'PRIMARY KEY (ticket_id, requester_id)'),
      ('constraint desk.ticket_followers.ticket_followers_requester_id_fkey', 'FOREIGN KEY (requester_id) REFERENCES public.requesters(id) ON DELETE CASCADE'),
      ('constraint desk.ticket_followers.ticket_followers_ticket_id_fkey', 'FOREIGN KEY (ticket_id) REFERENCES desk.tickets(id) ON DELETE CASCADE'),
      ('constraint desk.tickets.tickets_assignee_id_fkey', 'FOREIGN KEY (assignee_id) REFERENCES public.agents(id)'),
      ('constraint desk.tickets.tickets_id_requester_key', 'UNIQUE (id, requester_id)'),
      ('constraint desk.tickets.tickets_merged_into_fkey', 'FOREIGN KEY (merged_into) REFERENCES desk.tickets(id) DEFERRABLE INITIALLY DEFERRED'),
      ('constraint desk.tickets.tickets_not_merged_into_itself', 'CHECK #1b4d1f19427ac43da7850846debefc35'),
      ('constraint desk.tickets.tickets_number_key', 'UNIQUE (number)'),
      ('constraint desk.tickets.tickets_organisation_id_fkey', 'FOREIGN KEY (organisation_id) REFERENCES public.organisations(id)'),
      ('constraint desk.tickets.tickets_pkey', 'PRIMARY KEY (id)'),
      ('constraint desk.tickets.tickets_requester_id_fkey', 'FOREIGN KEY (requester_id) REFERENCES public.requesters(id)'),
      ('constraint desk.tickets.tickets_solved_has_time', 'CHECK #48a7a0f09199227ff0079ab2724c8bd9'),
      ('constraint public."OAuthClients"."OAuthClients_pkey"', 'PRIMARY KEY ("clientId")'),
      ('constraint public."OAuthGrants"."OAuthGrants_clientId_fkey"', 'FOREIGN KEY ("clientId") REFERENCES public."OAuthClients"("clientId") ON DELETE CASCADE'),
      ('constraint public."OAuthGrants"."OAuthGrants_pkey"', 'PRIMARY KEY ("clientId", "requesterId")'),
      ('constraint public."OAuthGrants"."OAuthGrants_requesterId_fkey"', 'FOREIGN KEY ("requesterId") REFERENCES public.requesters(id) ON DELETE CASCADE'),
      ('constraint public.agents.agents_email_key', 'UNIQUE (email)'),
      ('constraint public.agents.agents_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.agents.agents_role_check', 'CHECK #97ba57cd52bce3386bf962df52cb7932'),
      ('constraint public.agents.agents_team_lead_id_fkey', 'FOREIGN KEY (team_lead_id) REFERENCES public.agents(id)'),
      ('constraint public.api_tokens."api_tokens_clientId_fkey"', 'FOREIGN KEY ("clientId") REFERENCES public."OAuthClients"("clientId")'),
      ('constraint public.api_tokens.api_tokens_agent_id_fkey', 'FOREIGN KEY (agent_id) REFERENCES public.agents(id)'),
      ('constraint public.api_tokens.api_tokens_digest_length', 'CHECK #4c83d9503413730d2954ff3c5376e7d5'),
      ('constraint public.api_tokens.api_tokens_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.api_tokens.api_tokens_token_digest_key', 'UNIQUE (token_digest)'),
      ('constraint public.consents.consents_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.consents.consents_requester_id_fkey', 'FOREIGN KEY (requester_id) REFERENCES public.requesters(id)'),
      ('constraint public.organisations.organisations_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.requester_identities.requester_identities_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.requester_identities.requester_identities_requester_id_fkey', 'FOREIGN KEY (requester_id) REFERENCES public.requesters(id) ON DELETE CASCADE'),
      ('constraint public.requesters.requesters_organisation_id_fkey', 'FOREIGN KEY (organisation_id) REFERENCES public.organisations(id) ON DELETE SET NULL'),
      ('constraint public.requesters.requesters_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.schema_migrations.schema_migrations_pkey', 'PRIMARY KEY (version)'),
      ('constraint public.sessions.sessions_pkey', 'PRIMARY KEY (sid)'),
      ('constraint public.settings.settings_pkey', 'PRIMARY KEY (name)'),
      ('constraint public.webhook_deliveries.webhook_deliveries_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.webhook_deliveries.webhook_deliveries_webhook_id_fkey', 'FOREIGN KEY (webhook_id) REFERENCES public.webhooks(id) ON DELETE CASCADE'),
      ('constraint public.webhooks.webhooks_pkey', 'PRIMARY KEY (id)'),
      ('constraint storage.attachments.attachments_here_or_there', 'CHECK #f950af017834bdc5600a2fa014cbb1fe'),
      ('constraint storage.attachments.attachments_message_id_fkey', 'FOREIGN KEY (message_id) REFERENCES desk.messages(id) ON DELETE CASCADE'),
      ('constraint storage.attachments.attachments_pkey', 'PRIMARY KEY (id)'),
      ('constraint storage.attachments.attachments_size_check', 'CHECK #2ceba055aa62adb5d9051e4cdbae80a2'),
      ('domain desk.priority_level', 'smallint #77669aaae5473b6cfcbb10291288af17'),
      ('domain desk.tag', 'character varying(40) #cb65c0393184f3596e7a25b9b09e8c90'),
      ('domain public.mail_address', 'text #2a717145e8951121ace0f43987651fcb'),
      ('enum desk.channel', '#d34a77615121b698eee2e0eeac36f0a1'),
      ('enum desk.ticket_status', '#337a3e60dde496fc0be3710c93146329'),
      ('enum public.identity_kind', '#513372dcdfdbb6f7abd6e1a8e0ed4a11'),
      ('materialized view desk.requester_activity', 'materialized view'),
      ('policy desk.messages.own_words', '#0c1fce033e9eb661b98152314eac47a9'),
      ('policy desk.messages.public_messages', '#4e89d548bc7789e40b42b9cadac14463'),
      ('rule public.consents.consents_never_change', '#a409dafc94c943a7b28b8c5e61752bce'),
      ('rule public.consents.consents_never_go', '#613017ed3da6184137e540389e3bcf05'),
      ('table desk.calls', 'table, inherits desk.interactions'),
      ('table desk.chats', 'table, inherits desk.interactions'),
      ('table desk.events', 'partitioned table #ab33a423b1993ddd2f716ce591853713'),
      ('table desk.events_access', 'table, partition of desk.events #4f696908f0e00f70eb355feea1fa01dc'),
      ('table desk.events_change', 'partitioned table, partition of desk.events #7ccdfaafe920f9712dce928bd3e14e29'),
      ('table desk.events_change_2024', 'table, partition of desk.events_change #af2360577fb8f167e64d8992ebca8099'),
      ('table desk.events_change_2025', 'table, partition of desk.events_change #333ea31e94529e18fe9bbd39fa9c3333'),
      ('table desk.events_other', 'table, partition of desk.events #89dbf71048801678ca4abfbaa3ea8f7c'),
      ('table desk.interactions', 'table'),
      ('table desk.macros', 'table'),
      ('table desk.maintenance_log', 'table'),
      ('table desk.messages', 'table, row security, forced row security'),
      ('table desk.on_call', 'table'),
      ('table desk.satisfaction_ratings', 'table'),
      ('table desk.sla_policies', 'table'),
      ('table desk.sla_timers', 'table'),
      ('table desk.ticket_followers', 'table'),
      ('table desk.tickets', 'table'),
      ('table public."OAuthClients"', 'table'),
      ('table public."OAuthGrants"', 'table'),
      ('table public.agents', 'table'),
      ('table public.api_tokens', 'table'),
      ('table public.consents', 'table'),
      ('table public.organisations', 'table'),
      ('table public.requester_identities', 'table'),
      ('table public.requesters', 'table'),
      ('table public.schema_migrations', 'table'),
      ('table public.sessions', 'table'),
      ('table public.settings', 'table'),
      ('table public.webhook_deliveries', 'table'),
      ('table public.webhooks', 'table'),
      ('table storage.attachments', 'table'),
      ('trigger desk.messages.messages_ticket_is_open', '#56458bf3f1decbaca1f6cb6434f46ac4'),
      ('trigger desk.tickets.tickets_log', '#414182568579cff1bba08f5b45aa51b7'),
      ('trigger desk.tickets.tickets_search', '#4b6414f9a5385e6be58228450f0e8309'),
      ('trigger storage.attachments.attachments_drop_file', '#a536be89e1869770179af0764026a244'),
      ('unique index desk.requester_activity.requester_activity_requester_key', '#b3f044b41032aecfba1c835f1a1e2a59'),
      ('unique index public.api_tokens.api_tokens_owner_label_key', '#d380a16997722a00f2c1543dd2da36e1'),
      ('unique index public.requester_identities.requester_identities_value_key', '#b9cf49446e79590889803d0fc0b5e128'),
      ('unique index public.requesters.requesters_email_key', '#b26f65e1db062752700bd7ab24ac2e38'),
      ('unique index public.webhooks.webhooks_active_url_key', '#10b6aefffe933ec150d3fc266891dc2f'),
      ('unique index storage.attachments.attachments_large_object_key', '#2ef9d31efc955223d97a8001a850feda'),
      ('view desk.queue', 'view')
    ) AS reviewed(object, definition)
    FULL JOIN (
SELECT object.description,
  pg_catalog.concat_ws(' ', object.words, '#' || pg_catalog.left(
    pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(object.hidden, 'UTF8')), 'hex'), 32))
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
        WHERE dep.classid = 'pg_catalog.pg_class'::regclass AND dep.objid = c.oid AND dep.deptype = 'e'
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension AS x WHERE x.oid = dep.refobjid AND c.oid = ANY (x.extconfig)))
  ), type AS (
    SELECT t.oid, t.typtype, t.typbasetype, t.typtypmod, t.typnotnull, t.typrelid,
      pg_catalog.format('%I.%I', n.nspname, t.typname) AS name
    FROM pg_catalog.pg_type AS t
    JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
    WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
      AND n.nspname NOT LIKE 'pg\_%' AND n.nspname NOT IN ('information_schema', 'understudy')
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS dep
        WHERE dep.classid = 'pg_catalog.pg_type'::regclass AND dep.objid = t.oid AND dep.deptype = 'e')
  )
  SELECT CASE r.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' WHEN 'f' THEN 'foreign table ' ELSE 'table ' END
      || r.name,
    pg_catalog.concat_ws(', ',
      CASE r.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
        WHEN 'p' THEN 'partitioned table' ELSE 'table' END,
      CASE WHEN r.relrowsecurity THEN 'row security' END,
      CASE WHEN r.relforcerowsecurity
        OR EXISTS (SELECT FROM understudy.row_security AS s WHERE s.relation = r.oid::regclass::text AND s.state = 'lifted')
        THEN 'forced row security' END,
      (SELECT CASE WHEN r.relispartition THEN 'partition of ' ELSE 'inherits ' END
          || pg_catalog.string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno)
        FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid = r.oid)),
    nullif(pg_catalog.concat_ws(' ', pg_catalog.pg_get_partkeydef(r.oid), pg_catalog.pg_get_expr(r.relpartbound, r.oid)), '')
  FROM relation AS r
  UNION ALL
  SELECT 'column ' || r.name || '.' || pg_catalog.quote_ident(a.attname),
    pg_catalog.concat_ws(' ', pg_catalog.format_type(a.atttypid, a.atttypmod),
      CASE WHEN a.attcollation <> t.typcollation THEN 'collate ' || a.attcollation::regcollation::text END,
      CASE WHEN a.attnotnull
        OR EXISTS (
          SELECT FROM understudy.not_valid_constraint AS v
          WHERE v.relation = r.oid::regclass::text AND v.column_name = a.attname AND v.state = 'detached')
        THEN 'not null' END,
      CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
      CASE a.attgenerated WHEN 's' THEN 'generated stored' WHEN 'v' THEN 'generated virtual' END),
    CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END
  FROM relation AS r
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  UNION ALL
  SELECT 'constraint ' || r.name || '.' || pg_catalog.quote_ident(k.conname),
    CASE k.contype WHEN 'c' THEN 'CHECK' WHEN 'x' THEN 'EXCLUDE' ELSE pg_catalog.pg_get_constraintdef(k.oid) END,
    CASE WHEN k.contype IN ('c', 'x') THEN pg_catalog.pg_get_constraintdef(k.oid) END
  FROM relation AS r
  JOIN pg_catalog.pg_constraint AS k ON k.conrelid = r.oid AND k.contype IN ('p', 'u', 'c', 'x', 'f') AND k.conparentid = 0
  UNION ALL
  SELECT 'constraint ' || r.name || '.' || pg_catalog.quote_ident(f.name), f.definition, NULL
  FROM relation AS r
  JOIN understudy.foreign_key AS f ON f.relation = r.oid::regclass::text AND f.state = 'detached'
  UNION ALL
  SELECT 'constraint ' || r.name || '.' || pg_catalog.quote_ident(v.name), 'CHECK', v.definition
  FROM relation AS r
  JOIN understudy.not_valid_constraint AS v ON v.relation = r.oid::regclass::text
    AND v.column_name IS NULL AND v.state = 'detached'
  UNION ALL
  SELECT 'unique index ' || r.name || '.' || pg_catalog.quote_ident(ic.relname), NULL, pg_catalog.pg_get_indexdef(i.indexrelid)
  FROM relation AS r
  JOIN pg_catalog.pg_index AS i ON i.indrelid = r.oid AND i.indisunique AND i.indisvalid
  JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid AND NOT ic.relispartition
  WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.conrelid = r.oid)
  UNION ALL
  SELECT 'trigger ' || r.name || '.' || pg_catalog.quote_ident(t.tgname), NULL, pg_catalog.pg_get_triggerdef(t.oid)
  FROM relation AS r
  JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = r.oid AND NOT t.tgisinternal AND t.tgparentid = 0
  UNION ALL
  SELECT 'rule ' || r.name || '.' || pg_catalog.quote_ident(w.rulename), NULL, pg_catalog.pg_get_ruledef(w.oid)
  FROM relation AS r
  JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = r.oid AND w.rulename <> '_RETURN'
  UNION ALL
  SELECT 'policy ' || r.name || '.' || pg_catalog.quote_ident(p.polname), NULL,
    pg_catalog.concat_ws(' ', p.polcmd, p.polpermissive, pg_catalog.pg_get_expr(p.polqual, p.polrelid),
      pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
  FROM relation AS r
  JOIN pg_catalog.pg_policy AS p ON p.polrelid = r.oid
  UNION ALL
  SELECT 'enum ' || t.name, NULL,
    (SELECT coalesce(pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder), '')
      FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid)
  FROM type AS t
  WHERE t.typtype = 'e'
  UNION ALL
  SELECT 'domain ' || t.name,
    pg_catalog.concat_ws(' ', pg_catalog.format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN 'not null' END),
    (SELECT pg_catalog.string_agg(pg_catalog.pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname)
      FROM pg_catalog.pg_constraint AS k WHERE k.contypid = t.oid AND k.contype = 'c')
  FROM type AS t
  WHERE t.typtype = 'd'
  UNION ALL
  SELECT 'range type ' || t.name, 'range of ' || pg_catalog.format_type(g.rngsubtype, NULL), NULL
  FROM type AS t
  JOIN pg_catalog.pg_range AS g ON g.rngtypid = t.oid
  UNION ALL
  SELECT 'composite type ' || t.name,
    (SELECT pg_catalog.string_agg(
        pg_catalog.quote_ident(a.attname) || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
      FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), NULL
  FROM type AS t
  WHERE t.typtype = 'c'
) AS object(description, words, hidden)
    ) AS present(object, definition) ON present.object = reviewed.object
    WHERE reviewed.definition IS DISTINCT FROM present.definition
    ORDER BY 1
    LIMIT 10
  ) AS d;
  IF difference IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'UN002', MESSAGE = 'the catalog is not the reviewed one: ' || difference;
  END IF;
END
$catalog$;
\set VERBOSITY sqlstate
-- From here on the database belongs to this bundle.
DO $claim$
BEGIN
  UPDATE understudy.mark AS mark SET bundle = current_setting('understudy.bundle')
  WHERE mark.state = 'marked' AND coalesce(mark.bundle, '') IN ('', current_setting('understudy.bundle'));
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'UN005', MESSAGE = 'another bundle has begun to mask this database';
  END IF;
END
$claim$;
-- Whoever resumes brings the parameters that the run began with.
DO $parameters$
DECLARE
  message bytea := convert_to('understudy/1/parameters', 'UTF8');
  name text;
  digest bytea;
  known bytea;
BEGIN
  FOREACH name IN ARRAY ARRAY['lower_password_hash'] LOOP
    message := message || sha256(convert_to(coalesce(current_setting('understudy.parameter.' || name, true), ''), 'UTF8'));
  END LOOP;
  digest := substr(sha256(decode(current_setting('understudy.key'), 'hex') || decode(repeat('00', 32), 'hex')
    || int4send(octet_length(message)) || message), 1, 8);
  UPDATE understudy.mark AS mark SET parameter_check = digest
  WHERE mark.state = 'marked' AND NOT EXISTS (SELECT FROM understudy.step);
  SELECT mark.parameter_check INTO known FROM understudy.mark AS mark;
  IF known <> digest THEN
    RAISE EXCEPTION USING ERRCODE = 'UN007', MESSAGE = 'a parameter is not the one that this database is masked with';
  END IF;
END
$parameters$;
