-- support: foreign keys, added again and validated
-- from masking.yaml, ../shared/people.yaml

SELECT understudy.unit_is_done('0800', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.calls', 'calls_ticket_fkey');
SELECT understudy.unit_done('0800', 1);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 2) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.chats', 'chats_ticket_fkey');
SELECT understudy.unit_done('0800', 2);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 3) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.interactions', 'interactions_ticket_fkey');
SELECT understudy.unit_done('0800', 3);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 4) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.macros', 'macros_owner_id_fkey');
SELECT understudy.unit_done('0800', 4);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 5) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.messages', 'messages_agent_id_fkey');
SELECT understudy.unit_done('0800', 5);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 6) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.messages', 'messages_author_id_fkey');
SELECT understudy.unit_done('0800', 6);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 7) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.messages', 'messages_ticket_id_fkey');
SELECT understudy.unit_done('0800', 7);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 8) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.on_call', 'on_call_agent_id_fkey');
SELECT understudy.unit_done('0800', 8);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 9) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.satisfaction_ratings', 'satisfaction_ratings_ticket_fkey');
SELECT understudy.unit_done('0800', 9);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 10) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.sla_timers', 'sla_timers_policy_id_fkey');
SELECT understudy.unit_done('0800', 10);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 11) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.sla_timers', 'sla_timers_ticket_id_fkey');
SELECT understudy.unit_done('0800', 11);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 12) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.ticket_followers', 'ticket_followers_requester_id_fkey');
SELECT understudy.unit_done('0800', 12);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 13) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.ticket_followers', 'ticket_followers_ticket_id_fkey');
SELECT understudy.unit_done('0800', 13);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 14) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.tickets', 'tickets_assignee_id_fkey');
SELECT understudy.unit_done('0800', 14);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 15) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.tickets', 'tickets_merged_into_fkey');
SELECT understudy.unit_done('0800', 15);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 16) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.tickets', 'tickets_organisation_id_fkey');
SELECT understudy.unit_done('0800', 16);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 17) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('desk.tickets', 'tickets_requester_id_fkey');
SELECT understudy.unit_done('0800', 17);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 18) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public."OAuthGrants"', 'OAuthGrants_clientId_fkey');
SELECT understudy.unit_done('0800', 18);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 19) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public."OAuthGrants"', 'OAuthGrants_requesterId_fkey');
SELECT understudy.unit_done('0800', 19);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 20) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.agents', 'agents_team_lead_id_fkey');
SELECT understudy.unit_done('0800', 20);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 21) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.api_tokens', 'api_tokens_agent_id_fkey');
SELECT understudy.unit_done('0800', 21);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 22) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.api_tokens', 'api_tokens_clientId_fkey');
SELECT understudy.unit_done('0800', 22);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 23) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.consents', 'consents_requester_id_fkey');
SELECT understudy.unit_done('0800', 23);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 24) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.requester_identities', 'requester_identities_requester_id_fkey');
SELECT understudy.unit_done('0800', 24);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 25) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.requesters', 'requesters_organisation_id_fkey');
SELECT understudy.unit_done('0800', 25);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 26) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.webhook_deliveries', 'webhook_deliveries_webhook_id_fkey');
SELECT understudy.unit_done('0800', 26);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 27) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('storage.attachments', 'attachments_message_id_fkey');
SELECT understudy.unit_done('0800', 27);
SELECT understudy.step_done('0800');
COMMIT;
\endif
