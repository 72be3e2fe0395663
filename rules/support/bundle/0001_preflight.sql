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
-- The logical catalog, object by object: what differs from the reviewed one is refused.
DO $catalog$
DECLARE
  difference text;
BEGIN
  SELECT pg_catalog.string_agg(d.object, ', ' ORDER BY d.object) INTO difference
  FROM (
    SELECT coalesce(reviewed.object, present.object) AS object
    FROM (VALUES
      ('column desk.calls.caller_number', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.calls.duration', '3c5b58b7ad9c06e88b89567f0eb8c4c0691b277e9a9a5f6bed008980039499c1'),
      ('column desk.calls.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.calls.recording', 'fab23df309c17d11c7bf261e7acd4f5c707ecd7e49e0a3325e52021cde1475d2'),
      ('column desk.calls.requester_id', '79c3d7a1f44944d609bd45544029215a1405625f44e5e45894c241e2487bb02c'),
      ('column desk.calls.started_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.calls.summary', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.calls.ticket_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.chats.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.chats.requester_id', '79c3d7a1f44944d609bd45544029215a1405625f44e5e45894c241e2487bb02c'),
      ('column desk.chats.started_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.chats.summary', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.chats.ticket_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.chats.transcript', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column desk.chats.visitor_ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column desk.events.actor', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.events.happened_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.events.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.events.ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column desk.events.kind', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.events.payload', 'b6b44af81c3ff28b69c7b00b3fc1b42986728511e99943f8b791feb6c82a7dbd'),
      ('column desk.events.ticket_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.events_access.actor', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.events_access.happened_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.events_access.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.events_access.ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column desk.events_access.kind', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.events_access.payload', 'b6b44af81c3ff28b69c7b00b3fc1b42986728511e99943f8b791feb6c82a7dbd'),
      ('column desk.events_access.ticket_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.events_change.actor', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.events_change.happened_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.events_change.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.events_change.ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column desk.events_change.kind', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.events_change.payload', 'b6b44af81c3ff28b69c7b00b3fc1b42986728511e99943f8b791feb6c82a7dbd'),
      ('column desk.events_change.ticket_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.events_change_2024.actor', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.events_change_2024.happened_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.events_change_2024.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.events_change_2024.ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column desk.events_change_2024.kind', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.events_change_2024.payload', 'b6b44af81c3ff28b69c7b00b3fc1b42986728511e99943f8b791feb6c82a7dbd'),
      ('column desk.events_change_2024.ticket_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.events_change_2025.actor', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.events_change_2025.happened_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.events_change_2025.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.events_change_2025.ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column desk.events_change_2025.kind', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.events_change_2025.payload', 'b6b44af81c3ff28b69c7b00b3fc1b42986728511e99943f8b791feb6c82a7dbd'),
      ('column desk.events_change_2025.ticket_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.events_other.actor', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.events_other.happened_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.events_other.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.events_other.ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column desk.events_other.kind', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.events_other.payload', 'b6b44af81c3ff28b69c7b00b3fc1b42986728511e99943f8b791feb6c82a7dbd'),
      ('column desk.events_other.ticket_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.interactions.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.interactions.requester_id', '79c3d7a1f44944d609bd45544029215a1405625f44e5e45894c241e2487bb02c'),
      ('column desk.interactions.started_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.interactions.summary', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.interactions.ticket_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.macros.actions', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column desk.macros.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column desk.macros.owner_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column desk.macros.title', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.maintenance_log.finished_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.maintenance_log.id', '67ad2d262a318b4cc5f0f5a5246a8435f62189f9d0664f88aa0a9c8d3d729506'),
      ('column desk.maintenance_log.job', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.maintenance_log.touched', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.messages."fromAddress"', '5ec1698eb67822baac8b7487661e62e9cb8fbf3a0633cb25024d94ffbb202148'),
      ('column desk.messages.agent_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column desk.messages.author_id', '79c3d7a1f44944d609bd45544029215a1405625f44e5e45894c241e2487bb02c'),
      ('column desk.messages.body', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.messages.body_html', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.messages.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.messages.headers', 'b6b44af81c3ff28b69c7b00b3fc1b42986728511e99943f8b791feb6c82a7dbd'),
      ('column desk.messages.id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column desk.messages.is_public', '743485bb70663d8bf8ef322bc9a80303cd732344c8b2f6ee4fb4b43010292977'),
      ('column desk.messages.ticket_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.on_call.agent_id', '2167ef12fa0ae03c3e1bd09d92a38b4fad6d79eeb4624d1e080998e6c6f7f1cc'),
      ('column desk.on_call.during', '1a9da233ec66ee6879bebf27b29a5c5e8c4834583d63e6a908c6aa5e962c0fc1'),
      ('column desk.queue.created_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column desk.queue.email', '5ec1698eb67822baac8b7487661e62e9cb8fbf3a0633cb25024d94ffbb202148'),
      ('column desk.queue.id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.queue.number', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.queue.organisation', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.queue.priority', '642faa83795fdea1368cb475ea8593671f12eb3f72f44db3f8419a798b70a3a7'),
      ('column desk.queue.requester', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.queue.subject', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.requester_activity.email', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.requester_activity.last_ticket_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column desk.requester_activity.name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.requester_activity.requester_id', '79c3d7a1f44944d609bd45544029215a1405625f44e5e45894c241e2487bb02c'),
      ('column desk.requester_activity.tickets', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.satisfaction_ratings.comment', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.satisfaction_ratings.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column desk.satisfaction_ratings.rated_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column desk.satisfaction_ratings.rating_token', '50937e7f686dd02e104c09196ae85163b58b884aaf41db34f15320e59e87ff86'),
      ('column desk.satisfaction_ratings.requester_id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column desk.satisfaction_ratings.score', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column desk.satisfaction_ratings.ticket_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.sla_policies.first_reply', '8bdba237940a88a151b5030774cb57fb03bce625e017da132f54a955c9ad23c0'),
      ('column desk.sla_policies.id', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column desk.sla_policies.priority', '3133dba1a9847bb82dffd34f4abb18d91256640d287b02b54e541cf03be1ea50'),
      ('column desk.sla_policies.resolution', '3c5b58b7ad9c06e88b89567f0eb8c4c0691b277e9a9a5f6bed008980039499c1'),
      ('column desk.sla_policies.title', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.sla_timers.breached', 'b6b2afd386733e45859d0beefb6436d7de6b5f96bf81d92954738633414cd4dd'),
      ('column desk.sla_timers.metric', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.sla_timers.note', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.sla_timers.paused', '8bdba237940a88a151b5030774cb57fb03bce625e017da132f54a955c9ad23c0'),
      ('column desk.sla_timers.policy_id', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column desk.sla_timers.running', '1a9da233ec66ee6879bebf27b29a5c5e8c4834583d63e6a908c6aa5e962c0fc1'),
      ('column desk.sla_timers.ticket_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.ticket_followers.requester_id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column desk.ticket_followers.since', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.ticket_followers.ticket_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.tickets.assignee_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column desk.tickets.cc', '817942f11f4f893164e54ce9155cdf8e843ab86cf5715654666ec306a390ca17'),
      ('column desk.tickets.channel', '241aec25c9d51d6ac66ce30ed7423ff9930894b20b2188c47f3e7a572a8fec18'),
      ('column desk.tickets.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.tickets.custom_fields', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column desk.tickets.id', '67ad2d262a318b4cc5f0f5a5246a8435f62189f9d0664f88aa0a9c8d3d729506'),
      ('column desk.tickets.last_words', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column desk.tickets.merged_into', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column desk.tickets.number', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column desk.tickets.organisation_id', '79c3d7a1f44944d609bd45544029215a1405625f44e5e45894c241e2487bb02c'),
      ('column desk.tickets.priority', '3133dba1a9847bb82dffd34f4abb18d91256640d287b02b54e541cf03be1ea50'),
      ('column desk.tickets.requester_id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column desk.tickets.search', 'b69618507f1c62e19fbc7330b1986b77497c2cb0004a50752e04e3afa89e90a2'),
      ('column desk.tickets.solved_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column desk.tickets.status', '783ec3433bf583504ddfb0f560c94501aba49f4621daa393f89e564262b7a856'),
      ('column desk.tickets.subject', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column desk.tickets.tags', '7e2df97a61a5f82aa9acd3a9cbf111378b4bb2f47c10fa4d340407fc389a76fc'),
      ('column desk.tickets.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column desk.tickets.via_ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column public."OAuthClients"."clientId"', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column public."OAuthClients"."clientSecret"', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public."OAuthClients"."createdAt"', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public."OAuthClients"."ownerEmail"', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public."OAuthClients"."redirectUris"', '817942f11f4f893164e54ce9155cdf8e843ab86cf5715654666ec306a390ca17'),
      ('column public."OAuthClients".name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public."OAuthGrants"."Scopes"', '817942f11f4f893164e54ce9155cdf8e843ab86cf5715654666ec306a390ca17'),
      ('column public."OAuthGrants"."clientId"', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column public."OAuthGrants"."grantedAt"', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public."OAuthGrants"."refreshToken"', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public."OAuthGrants"."requesterId"', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column public.agents.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.agents.email', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.agents.id', '80f14f7df16422ee5ec14bad6e57732c92793ad20e10a5043ca9c587d6c6b07a'),
      ('column public.agents.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.agents.password_hash', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.agents.role', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.agents.signature', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.agents.team_lead_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column public.agents.totp_secret', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.api_tokens."clientId"', '79c3d7a1f44944d609bd45544029215a1405625f44e5e45894c241e2487bb02c'),
      ('column public.api_tokens.agent_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column public.api_tokens.allowed_networks', 'b59f4ab87671cffc6e8f28cb3f2e2ab08a749eee3cd3aabfdaafc8cc7199652e'),
      ('column public.api_tokens.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.api_tokens.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column public.api_tokens.label', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.api_tokens.last_four', '278bd446755fd167e26b21ba212fc120049dcfd2fb8ff5da68889a46d257ce6b'),
      ('column public.api_tokens.revoked_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column public.api_tokens.token_digest', 'c5b2c71be758625e21abf70f53f7ccc39ec0f7f45a529ec20c5aadaf32c5d000'),
      ('column public.consents.given_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.consents.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column public.consents.purpose', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.consents.requester_id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column public.consents.signed_from', '512c26618e370cc738b4ffca76cd6a8c9ae7a40d945fe8670b47c6fd9beb48c4'),
      ('column public.consents.signed_name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.organisations."billingContact"', '5ec1698eb67822baac8b7487661e62e9cb8fbf3a0633cb25024d94ffbb202148'),
      ('column public.organisations."domainNames"', '817942f11f4f893164e54ce9155cdf8e843ab86cf5715654666ec306a390ca17'),
      ('column public.organisations.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.organisations.id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column public.organisations.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.organisations.notes', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.organisations.settings', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column public.organisations.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.requester_identities.id', '59be01848bfd31644bed31192f300090bf9fc63d4a5f8b7453a16a64cbe8e8fb'),
      ('column public.requester_identities.kind', '149839b1bd87ca8b5c51f7aa1ca26af0f40ca6d64ee5135b2363c7cf1332a965'),
      ('column public.requester_identities.requester_id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column public.requester_identities.value', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.requester_identities.verified_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column public.requesters."externalIds"', 'b6b44af81c3ff28b69c7b00b3fc1b42986728511e99943f8b791feb6c82a7dbd'),
      ('column public.requesters.alias', '3f3294233f19e094c273d540888440a4468d379b78bc272ec547493ae58b1a08'),
      ('column public.requesters.avatar', '80281b7b2fa9c4958b5f9a277638a149e4229d27e0a8c9002311016a754b6ce1'),
      ('column public.requesters.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.requesters.email', 'b7612fb6198d1b739607a5fe9280e0fb11219e29583f3a807f350587f49f0331'),
      ('column public.requesters.id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column public.requesters.is_suspended', '743485bb70663d8bf8ef322bc9a80303cd732344c8b2f6ee4fb4b43010292977'),
      ('column public.requesters.last_seen_ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column public.requesters.locale', '788f64bcb9d21d4a405e746c4a445d2fd956ddea79ee8c4305cd005e1df77272'),
      ('column public.requesters.name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.requesters.organisation_id', '79c3d7a1f44944d609bd45544029215a1405625f44e5e45894c241e2487bb02c'),
      ('column public.requesters.phone', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.requesters.search', 'b5060272fbb0930a357a14de408f6f0d2b4c2cf2c10ce8a5f0db3b914d52f35b'),
      ('column public.requesters.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.schema_migrations.version', '4fdcf5b814a9cbbee9cd2d965af09973dbdd3d9a9b0627d7010a998da08b37a6'),
      ('column public.sessions.data', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column public.sessions.expires_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.sessions.sid', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.settings.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.settings.value', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.webhook_deliveries.id', '59be01848bfd31644bed31192f300090bf9fc63d4a5f8b7453a16a64cbe8e8fb'),
      ('column public.webhook_deliveries.request_body', '1d4d279c0d5d21a9fbb5af452364bac1a622a7afc06ea2f184f9e0ef9704fafa'),
      ('column public.webhook_deliveries.response_status', 'b4cbfd21de11381078469f95795013a041f41da1828cdc51d01ca1b48525e128'),
      ('column public.webhook_deliveries.sent_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.webhook_deliveries.webhook_id', '2167ef12fa0ae03c3e1bd09d92a38b4fad6d79eeb4624d1e080998e6c6f7f1cc'),
      ('column public.webhooks.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.webhooks.headers', 'd3d80ead5634f84dcfc2e95395c2dcbeee25349ab61d78d5d6224e03779fcfe4'),
      ('column public.webhooks.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column public.webhooks.is_active', '743485bb70663d8bf8ef322bc9a80303cd732344c8b2f6ee4fb4b43010292977'),
      ('column public.webhooks.secret', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.webhooks.target_url', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column storage.attachments."largeObject"', 'fab23df309c17d11c7bf261e7acd4f5c707ecd7e49e0a3325e52021cde1475d2'),
      ('column storage.attachments.byte_size', '2167ef12fa0ae03c3e1bd09d92a38b4fad6d79eeb4624d1e080998e6c6f7f1cc'),
      ('column storage.attachments.content', '80281b7b2fa9c4958b5f9a277638a149e4229d27e0a8c9002311016a754b6ce1'),
      ('column storage.attachments.digest', 'c5b2c71be758625e21abf70f53f7ccc39ec0f7f45a529ec20c5aadaf32c5d000'),
      ('column storage.attachments.file_name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column storage.attachments.id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column storage.attachments.media_type', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column storage.attachments.message_id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('constraint desk.calls.calls_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint desk.calls.calls_ticket_fkey', 'edefd4ffff109e3180e18d740b25ed5c93e92a26f4a4c99a958c56fedf92656f'),
      ('constraint desk.chats.chats_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint desk.chats.chats_ticket_fkey', '6d020b92418a88a8f27e4c1ebaed13a7ddcd210570e763b9bd22fcb8519062b8'),
      ('constraint desk.events.events_pkey', '92e7871934537541c8b7391fc2c7cb863d10a4cf3da4e965eb4745d25f8b9500'),
      ('constraint desk.interactions.interactions_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint desk.interactions.interactions_ticket_fkey', 'edefd4ffff109e3180e18d740b25ed5c93e92a26f4a4c99a958c56fedf92656f'),
      ('constraint desk.macros.macros_owner_id_fkey', '3b710efe689f15df20ec6982faecd6557daff53ea788690e4f58da6faa4cd51a'),
      ('constraint desk.macros.macros_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint desk.macros.macros_title_key', 'be120ce1276ef13a60f0d614252f6fadc09ffab38deca62b254e489be10c2850'),
      ('constraint desk.maintenance_log.maintenance_log_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint desk.messages.messages_agent_id_fkey', 'f77114a71702857857359a48e12b6d07032e02ae6e83c753adf55f4b303e56e2'),
      ('constraint desk.messages.messages_author_id_fkey', '0e36e862c1154445ac274c552809ab894f410aaf3efdf04b54af7f687785fcf5'),
      ('constraint desk.messages.messages_one_author', 'f1d4d726f020d2079a55da5832288b14fcf3916f17a78ec8ffd27aeeb1c7abc7'),
      ('constraint desk.messages.messages_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint desk.messages.messages_ticket_id_fkey', 'fc7e3170a6521aaa9adb7610b11aa9e43527be626708705b5a40c805cb780ac7'),
      ('constraint desk.on_call.on_call_agent_id_fkey', 'f77114a71702857857359a48e12b6d07032e02ae6e83c753adf55f4b303e56e2'),
      ('constraint desk.on_call.on_call_one_at_a_time', '1c94776492dee9eb2bfda19536dd3c11ccb49b715aced675979a24523b83b974'),
      ('constraint desk.satisfaction_ratings.satisfaction_ratings_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint desk.satisfaction_ratings.satisfaction_ratings_score_check', '13acfeec3205fbd419385003bff7c904776441b04b3c1f460dee21bea9170c43'),
      ('constraint desk.satisfaction_ratings.satisfaction_ratings_ticket_fkey', 'ab44ca918130b7f221d18b4fe3c8339f642c90ff8ad1b21b8d31cd66c125cd5e'),
      ('constraint desk.satisfaction_ratings.satisfaction_ratings_token_key', '52c19be18f0d8ed7943e71385ac39623ccf8bbf1fa74508cf1b2386a4708bf08'),
      ('constraint desk.sla_policies.sla_policies_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint desk.sla_timers.sla_timers_pkey', '58f785cefe00fe46af66681db3068ec13b8a9d29f87971657f391b0595be7f8d'),
      ('constraint desk.sla_timers.sla_timers_policy_id_fkey', '5a1e12be9b3bf6fbe7435799800721eac938fb4e7999a6b7a11dfbf2cc4a4803'),
      ('constraint desk.sla_timers.sla_timers_running_not_empty', 'd178f3d1f52bc10a01c3b2bf1db5a9262869705880073d06b237229b23cc7011'),
      ('constraint desk.sla_timers.sla_timers_ticket_id_fkey', 'fc7e3170a6521aaa9adb7610b11aa9e43527be626708705b5a40c805cb780ac7'),
      ('constraint desk.ticket_followers.ticket_followers_pkey', 'e1be7b332b44a5f2455070975ff7a7f1f16910e631ff06182cd8b2300959d8bc'),
      ('constraint desk.ticket_followers.ticket_followers_requester_id_fkey', '4317d09d4147f3c196ae92e4e8736e243740270a4561bcc1992bc719a009e3ae'),
      ('constraint desk.ticket_followers.ticket_followers_ticket_id_fkey', 'fc7e3170a6521aaa9adb7610b11aa9e43527be626708705b5a40c805cb780ac7'),
      ('constraint desk.tickets.tickets_assignee_id_fkey', 'fd5e1c0022a45f326a86fbb12e96c683085021eabd4bbf7d1b5ebad4508dc3d5'),
      ('constraint desk.tickets.tickets_id_requester_key', 'b2164a7aae9a18f8051f824e4de02fc25a4fcc53e6b73b2e4397eacede8f609a'),
      ('constraint desk.tickets.tickets_merged_into_fkey', '81d5d73efcb245a37af32aeb94fe393a17ef733c6425b3ac682fbeb233afc238'),
      ('constraint desk.tickets.tickets_not_merged_into_itself', '1b4d1f19427ac43da7850846debefc354286e00d690eb5d40279dc557b3ddc58'),
      ('constraint desk.tickets.tickets_number_key', '22af0225753fdd4031e92f44c3f20329c17b1b27eafac25af6a2cd6ec028ad5d'),
      ('constraint desk.tickets.tickets_organisation_id_fkey', 'e7841ec417965812a6b8773e945895fd2c61b2d8c23ae1b34b7671e0130e17ec'),
      ('constraint desk.tickets.tickets_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint desk.tickets.tickets_requester_id_fkey', '486053d9e0badab8999bf02a2a243bd01f9ec6d928cf2bea6389dae0e7d47bfc'),
      ('constraint desk.tickets.tickets_solved_has_time', '48a7a0f09199227ff0079ab2724c8bd934de7e9452af3c4791942951c8f34093'),
      ('constraint public."OAuthClients"."OAuthClients_pkey"', 'ff7e244d0abd43940f20a5bd9a57bf139efb0b0db43e47b65260d784f9fbadb7'),
      ('constraint public."OAuthGrants"."OAuthGrants_clientId_fkey"', '771946a2631953c451d7e7e4b3e69b662fe7bdb604acd1611efb676aa05ceb71'),
      ('constraint public."OAuthGrants"."OAuthGrants_pkey"', '47e18eb983cd8a97847fe22076013da4d37368af0f7b19e6457fd9473867c3d9'),
      ('constraint public."OAuthGrants"."OAuthGrants_requesterId_fkey"', '7b6d7dd5429667c14af72878774076e5d05b7f8ef84e135e7157cced4ad636bb'),
      ('constraint public.agents.agents_email_key', '1d40c82d98714111dd53c279d299065411caaa45ac74a9580421fa43800e1432'),
      ('constraint public.agents.agents_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.agents.agents_role_check', '97ba57cd52bce3386bf962df52cb7932d3697a9e2064234a12ba70de0329766a'),
      ('constraint public.agents.agents_team_lead_id_fkey', '45cae3b76f3a017d392c53ec8ac3f68c1407fe4ddd75e34dd5072593ba938add'),
      ('constraint public.api_tokens."api_tokens_clientId_fkey"', '2763972dd4b8dc34fbcec4594e129aca5c1491d488b604228df2676bd3d64a5e'),
      ('constraint public.api_tokens.api_tokens_agent_id_fkey', 'f77114a71702857857359a48e12b6d07032e02ae6e83c753adf55f4b303e56e2'),
      ('constraint public.api_tokens.api_tokens_digest_length', '4c83d9503413730d2954ff3c5376e7d5a1e05e7541a261bcdb56ac546e33b5d0'),
      ('constraint public.api_tokens.api_tokens_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.api_tokens.api_tokens_token_digest_key', 'cafc7ef9422b611a147de4fb37be65ec02e616c592b064961f22bd6e1f288c58'),
      ('constraint public.consents.consents_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.consents.consents_requester_id_fkey', '486053d9e0badab8999bf02a2a243bd01f9ec6d928cf2bea6389dae0e7d47bfc'),
      ('constraint public.organisations.organisations_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.requester_identities.requester_identities_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.requester_identities.requester_identities_requester_id_fkey', '4317d09d4147f3c196ae92e4e8736e243740270a4561bcc1992bc719a009e3ae'),
      ('constraint public.requesters.requesters_organisation_id_fkey', '9a9befa022727fef2e8610e6cea303ad88d48028f3a6bc5debe4e3a97afaeb80'),
      ('constraint public.requesters.requesters_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.schema_migrations.schema_migrations_pkey', '51b255af119395e0411b540c278a3474cac73a349d72c54e27ccb02cd4749b07'),
      ('constraint public.sessions.sessions_pkey', '63922bd9450fa6f6742e746723f7a38a5071150a4f81946e91d322a83359fc81'),
      ('constraint public.settings.settings_pkey', '7bae5e355e1887ccfd39ef9956bbf61830ae3ddfc8fe194f52b0571adc084745'),
      ('constraint public.webhook_deliveries.webhook_deliveries_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.webhook_deliveries.webhook_deliveries_webhook_id_fkey', '95c99d6f4d6e0f213c6e4b1a1341fcd6766262687cf0322c96818bc972d874dc'),
      ('constraint public.webhooks.webhooks_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint storage.attachments.attachments_here_or_there', 'f950af017834bdc5600a2fa014cbb1feb90d15c6fdd2c7944bd041d0c325bed7'),
      ('constraint storage.attachments.attachments_message_id_fkey', 'b27cefe3d3e518c3d5ca9e36b4bc428765fef1d45e384a0043f2ff2583e27d71'),
      ('constraint storage.attachments.attachments_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint storage.attachments.attachments_size_check', '2ceba055aa62adb5d9051e4cdbae80a235993ff1c89bf51f532e88639c72b125'),
      ('materialized view desk.requester_activity', 'df91e0b6c151be1cf457ff967429fa3d4ab2f551a6d66bf946c0e0f8aa15dd71'),
      ('policy desk.messages.own_words', '0c1fce033e9eb661b98152314eac47a975dd74037dfa679bc26344125875d849'),
      ('policy desk.messages.public_messages', '4e89d548bc7789e40b42b9cadac14463022867df12949013fcc96160f84a5306'),
      ('rule public.consents.consents_never_change', 'a409dafc94c943a7b28b8c5e61752bcea90a996588bbd55216e65366baa216b1'),
      ('rule public.consents.consents_never_go', '613017ed3da6184137e540389e3bcf05e62a277b81296942e46df27075244640'),
      ('table desk.calls', 'c767761d8846788246e94f233c2ec4e9468052301457eae0f9f9beb672df0793'),
      ('table desk.chats', 'c767761d8846788246e94f233c2ec4e9468052301457eae0f9f9beb672df0793'),
      ('table desk.events', '14f2e57d94dd3725419ba8926aa9819aa92e33b3fe9ece1b59bc5eef605ec6af'),
      ('table desk.events_access', 'dcdcea4572bdeeaf83744d9726432851a45ca03c2613a2668afa02b0d7c64f0a'),
      ('table desk.events_change', '843eb412e984f67a3e5d02d2d1aa88cb4c1127c9141cb7deea6a0d4b3b540105'),
      ('table desk.events_change_2024', 'd24dd0c541bd56e85b8af793ce7caa6294984a52581d96807ca5b50be9d4f80c'),
      ('table desk.events_change_2025', 'f45ef355e1e17dfc94fd34cd275049ffd498664e943df6ac28a387547d1ab2bd'),
      ('table desk.events_other', 'aa1bb91f798d91853563d6f66de62acc43153b0e44950e7fcf8a5e87b3c92bac'),
      ('table desk.interactions', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table desk.macros', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table desk.maintenance_log', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table desk.messages', '46ea0dd7157110bdd50066b48922e1cadf88c3d8cff8d286c0871c370cb983d6'),
      ('table desk.on_call', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table desk.satisfaction_ratings', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table desk.sla_policies', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table desk.sla_timers', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table desk.ticket_followers', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table desk.tickets', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public."OAuthClients"', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public."OAuthGrants"', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.agents', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.api_tokens', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.consents', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.organisations', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.requester_identities', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.requesters', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.schema_migrations', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.sessions', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.settings', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.webhook_deliveries', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.webhooks', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table storage.attachments', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('trigger desk.messages.messages_ticket_is_open', '56458bf3f1decbaca1f6cb6434f46ac4263d8898fbb16042160ae653c7ed18b9'),
      ('trigger desk.tickets.tickets_log', '414182568579cff1bba08f5b45aa51b75f4889855735e3188e0cdea345d970aa'),
      ('trigger desk.tickets.tickets_search', '4b6414f9a5385e6be58228450f0e8309b0038900bc8f9466c9a43a5dff18346e'),
      ('trigger storage.attachments.attachments_drop_file', 'a536be89e1869770179af0764026a24475fce85937df53d2cfad01af5be4eefc'),
      ('unique index desk.requester_activity.requester_activity_requester_key', 'b3f044b41032aecfba1c835f1a1e2a5912783ce162e0a9845c9e01fd08853048'),
      ('unique index public.api_tokens.api_tokens_owner_label_key', 'd380a16997722a00f2c1543dd2da36e1686b6ba47c87944ff5c830924e002cae'),
      ('unique index public.requester_identities.requester_identities_value_key', 'b9cf49446e79590889803d0fc0b5e1286c7b39f8f9c0507e5924ff4198afbb37'),
      ('unique index public.requesters.requesters_email_key', 'b26f65e1db062752700bd7ab24ac2e38c18752c5cbf791365fe5d83b89b155bd'),
      ('unique index public.webhooks.webhooks_active_url_key', '10b6aefffe933ec150d3fc266891dc2f88f97bf11b807a42203c0395c1874e7d'),
      ('unique index storage.attachments.attachments_large_object_key', '2ef9d31efc955223d97a8001a850feda0a9b71685db0c785f8bcc1b3b4708620'),
      ('view desk.queue', '134ba3016922593ad5c42f67a55ae9b36cac6170977c3e1e4cf6583224f04a5f')
    ) AS reviewed(object, digest)
    FULL JOIN (
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

    ) AS present(object, digest) ON present.object = reviewed.object
    WHERE reviewed.digest IS DISTINCT FROM present.digest
    ORDER BY 1
    LIMIT 10
  ) AS d;
  IF difference IS NOT NULL THEN
    RAISE EXCEPTION 'the catalog differs from the reviewed one at: %', difference USING ERRCODE = 'UN002';
  END IF;
END
$catalog$;
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
