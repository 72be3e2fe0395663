-- support: foreign keys of and at masked tables, and what else stands in the way
-- from masking.yaml, ../shared/people.yaml

SELECT understudy.unit_is_done('0040', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.lift_force_row_security('desk.messages');
SELECT understudy.unit_done('0040', 1);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 2) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.calls', 'calls_ticket_fkey');
SELECT understudy.unit_done('0040', 2);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 3) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.chats', 'chats_ticket_fkey');
SELECT understudy.unit_done('0040', 3);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 4) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.interactions', 'interactions_ticket_fkey');
SELECT understudy.unit_done('0040', 4);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 5) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.macros', 'macros_owner_id_fkey');
SELECT understudy.unit_done('0040', 5);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 6) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.messages', 'messages_agent_id_fkey');
SELECT understudy.unit_done('0040', 6);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 7) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.messages', 'messages_author_id_fkey');
SELECT understudy.unit_done('0040', 7);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 8) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.messages', 'messages_ticket_id_fkey');
SELECT understudy.unit_done('0040', 8);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 9) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.on_call', 'on_call_agent_id_fkey');
SELECT understudy.unit_done('0040', 9);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 10) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.satisfaction_ratings', 'satisfaction_ratings_ticket_fkey');
SELECT understudy.unit_done('0040', 10);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 11) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.sla_timers', 'sla_timers_policy_id_fkey');
SELECT understudy.unit_done('0040', 11);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 12) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.sla_timers', 'sla_timers_ticket_id_fkey');
SELECT understudy.unit_done('0040', 12);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 13) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.ticket_followers', 'ticket_followers_requester_id_fkey');
SELECT understudy.unit_done('0040', 13);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 14) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.ticket_followers', 'ticket_followers_ticket_id_fkey');
SELECT understudy.unit_done('0040', 14);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 15) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.tickets', 'tickets_assignee_id_fkey');
SELECT understudy.unit_done('0040', 15);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 16) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.tickets', 'tickets_merged_into_fkey');
SELECT understudy.unit_done('0040', 16);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 17) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.tickets', 'tickets_organisation_id_fkey');
SELECT understudy.unit_done('0040', 17);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 18) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('desk.tickets', 'tickets_requester_id_fkey');
SELECT understudy.unit_done('0040', 18);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 19) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public."OAuthGrants"', 'OAuthGrants_clientId_fkey');
SELECT understudy.unit_done('0040', 19);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 20) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public."OAuthGrants"', 'OAuthGrants_requesterId_fkey');
SELECT understudy.unit_done('0040', 20);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 21) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.agents', 'agents_team_lead_id_fkey');
SELECT understudy.unit_done('0040', 21);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 22) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.api_tokens', 'api_tokens_agent_id_fkey');
SELECT understudy.unit_done('0040', 22);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 23) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.api_tokens', 'api_tokens_clientId_fkey');
SELECT understudy.unit_done('0040', 23);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 24) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.consents', 'consents_requester_id_fkey');
SELECT understudy.unit_done('0040', 24);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 25) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.requester_identities', 'requester_identities_requester_id_fkey');
SELECT understudy.unit_done('0040', 25);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 26) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.requesters', 'requesters_organisation_id_fkey');
SELECT understudy.unit_done('0040', 26);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 27) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.webhook_deliveries', 'webhook_deliveries_webhook_id_fkey');
SELECT understudy.unit_done('0040', 27);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 28) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('storage.attachments', 'attachments_message_id_fkey');
SELECT understudy.unit_done('0040', 28);
SELECT understudy.step_done('0040');
COMMIT;
\endif
