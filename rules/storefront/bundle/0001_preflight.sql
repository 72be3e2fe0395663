-- storefront: refuses what is not the marked copy that was reviewed
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
      ('column public.addresses.city', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.addresses.company', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.addresses.country_code', '5e2697d6e79574e04e36c813e6ac5dd280e5166bdfa236abc07a461902b6ef6d'),
      ('column public.addresses.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.addresses.customer_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.addresses.delivery_note', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.addresses.id', '59be01848bfd31644bed31192f300090bf9fc63d4a5f8b7453a16a64cbe8e8fb'),
      ('column public.addresses.label', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.addresses.phone', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.addresses.postal_code', '788f64bcb9d21d4a405e746c4a445d2fd956ddea79ee8c4305cd005e1df77272'),
      ('column public.addresses.recipient', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.addresses.street', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.addresses.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.api_keys.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.api_keys.customer_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.api_keys.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column public.api_keys.key_hash', 'c5b2c71be758625e21abf70f53f7ccc39ec0f7f45a529ec20c5aadaf32c5d000'),
      ('column public.api_keys.label', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.api_keys.revoked_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column public.api_keys.scopes', '817942f11f4f893164e54ce9155cdf8e843ab86cf5715654666ec306a390ca17'),
      ('column public.api_keys.token', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.best_customers.customer_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.best_customers.email', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.best_customers.full_name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.best_customers.place', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.best_customers.revenue', '227d6be0a7bca0c26fb03573f2fa4ebb9641a6367df126409624d86fc5d73d1a'),
      ('column public.carts.added_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.carts.id', '59be01848bfd31644bed31192f300090bf9fc63d4a5f8b7453a16a64cbe8e8fb'),
      ('column public.carts.quantity', '2167ef12fa0ae03c3e1bd09d92a38b4fad6d79eeb4624d1e080998e6c6f7f1cc'),
      ('column public.carts.session_token', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.carts.sku', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.categories."position"', '2167ef12fa0ae03c3e1bd09d92a38b4fad6d79eeb4624d1e080998e6c6f7f1cc'),
      ('column public.categories.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column public.categories.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.categories.parent_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column public.categories.slug', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.countries.code', '5e2697d6e79574e04e36c813e6ac5dd280e5166bdfa236abc07a461902b6ef6d'),
      ('column public.countries.dialling_code', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.countries.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.countries.vat_rate', 'bc51ac6386c1d1acee2727e99cf958585958df86b8d3285aa126c2ec7ac30f15'),
      ('column public.customer_audit.customer_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.customer_audit.id', '67ad2d262a318b4cc5f0f5a5246a8435f62189f9d0664f88aa0a9c8d3d729506'),
      ('column public.customer_audit.old_row', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column public.customer_audit.operation', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.customer_audit.recorded_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.customer_directory.city', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.customer_directory.customer_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.customer_directory.email', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.customer_directory.full_name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.customer_directory.revenue', '227d6be0a7bca0c26fb03573f2fa4ebb9641a6367df126409624d86fc5d73d1a'),
      ('column public.customer_overview.display_name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.customer_overview.email', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.customer_overview.id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.customer_overview.last_order_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column public.customer_overview.orders', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.customer_overview.status', 'a2274e9c6edc9d801d68c336b7958c494f4701a085dcc870ab56ba1258c16c76'),
      ('column public.customers.closed_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column public.customers.country_code', '5e2697d6e79574e04e36c813e6ac5dd280e5166bdfa236abc07a461902b6ef6d'),
      ('column public.customers.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.customers.date_of_birth', '9bd1952b45249f70b82572f43ae9e490e86a8cfdbf04a02f7d8b1aa84ab6e68e'),
      ('column public.customers.display_name', 'd3092069b43c7b12b02e64650ee4477de9d121e529489f1d9d8d7b1519b62d56'),
      ('column public.customers.email', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.customers.first_name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.customers.id', '67ad2d262a318b4cc5f0f5a5246a8435f62189f9d0664f88aa0a9c8d3d729506'),
      ('column public.customers.last_ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column public.customers.last_name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.customers.loyalty_card', '34e5d89c2cfb92cee0c35ad9190733a1c32a4f54e71fd22e8109801147af07a1'),
      ('column public.customers.marketing_consent', '743485bb70663d8bf8ef322bc9a80303cd732344c8b2f6ee4fb4b43010292977'),
      ('column public.customers.notes', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.customers.password_hash', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.customers.phone', 'c566bae04ca609b1ab761406bd5f4d7400b9d3d90b029ed8e7cd484b08db9cc5'),
      ('column public.customers.preferences', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column public.customers.public_id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column public.customers.referral_code', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.customers.reset_token', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.customers.salutation', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.customers.search', 'b69618507f1c62e19fbc7330b1986b77497c2cb0004a50752e04e3afa89e90a2'),
      ('column public.customers.status', 'c31c1530abadccfdf96f2334669d7b1061a4815674ea92b104dd3a67fe3954fe'),
      ('column public.customers.tags', '817942f11f4f893164e54ce9155cdf8e843ab86cf5715654666ec306a390ca17'),
      ('column public.customers.totp_secret', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.customers.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.customers.username', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.email_log.body', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.email_log.id', '59be01848bfd31644bed31192f300090bf9fc63d4a5f8b7453a16a64cbe8e8fb'),
      ('column public.email_log.recipient', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.email_log.sent_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.email_log.subject', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.email_log.template', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.gift_cards.balance', 'bed9de88a8e1518e4f83bef9dfe62505eb4c9d8167e2b915f28a9a9830b4590c'),
      ('column public.gift_cards.code', '59043afba2a95cc284540ccb396ceda39194197431e80b0a93a403ccc331afc3'),
      ('column public.gift_cards.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.gift_cards.expires_on', '29a70271fa1cbaaad7cd6cbbe203b0db4cf8d8465a3e0f52bc17cff97ad53bd6'),
      ('column public.gift_cards.issued_to_email', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.gift_cards.issued_to_name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.job_attempts.attempt', '2167ef12fa0ae03c3e1bd09d92a38b4fad6d79eeb4624d1e080998e6c6f7f1cc'),
      ('column public.job_attempts.attempted_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.job_attempts.error', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.job_attempts.job_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.job_queue.finished_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column public.job_queue.id', '59be01848bfd31644bed31192f300090bf9fc63d4a5f8b7453a16a64cbe8e8fb'),
      ('column public.job_queue.payload', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column public.job_queue.queue', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.job_queue.run_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.login_attempts.attempted_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.login_attempts.customer_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.login_attempts.device_fingerprint', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.login_attempts.ip', 'b7f567ded7f5c5c6a6a5279ef05fdfd7572983e1ab0584a9a5fd565a61505ba1'),
      ('column public.login_attempts.succeeded', '743485bb70663d8bf8ef322bc9a80303cd732344c8b2f6ee4fb4b43010292977'),
      ('column public.login_attempts.user_agent', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.newsletter_subscriptions.confirm_token', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.newsletter_subscriptions.confirmed_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column public.newsletter_subscriptions.email', '72ce7208185c291e8b53b612f203ba8ed04869a616d502098025f385d50ed184'),
      ('column public.newsletter_subscriptions.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column public.newsletter_subscriptions.name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.newsletter_subscriptions.subscribed_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.newsletter_subscriptions.topics', '817942f11f4f893164e54ce9155cdf8e843ab86cf5715654666ec306a390ca17'),
      ('column public.order_items.engraving', 'b6b44af81c3ff28b69c7b00b3fc1b42986728511e99943f8b791feb6c82a7dbd'),
      ('column public.order_items.gift_message', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.order_items.line_no', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column public.order_items.line_total', 'e1f89be7e034cf3a2c0529ee167750ebf4d78fdf82ebb8d1a6fa1e5e2a89791e'),
      ('column public.order_items.order_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.order_items.placed_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.order_items.quantity', '2167ef12fa0ae03c3e1bd09d92a38b4fad6d79eeb4624d1e080998e6c6f7f1cc'),
      ('column public.order_items.sku', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.order_items.unit_price', 'bed9de88a8e1518e4f83bef9dfe62505eb4c9d8167e2b915f28a9a9830b4590c'),
      ('column public.orders."deliveryNote"', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.orders.client_ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column public.orders.contact_email', 'b437aac3db3dd14dded8fb8f6a61259e9fdfdfcb4a0fc09e321cb40cad6c87c6'),
      ('column public.orders.currency', 'bb5b3dbd3df0220d94a6537908d8bd0c6c4376b58ea97c4dcd55f2c24f9541bb'),
      ('column public.orders.customer_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.orders.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.orders.number', '6981f66c7a8f9f1dbeaea391d0ac1cf9badf4176709cbfa9cc7551e90cdcfde0'),
      ('column public.orders.placed_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.orders.shipping_address_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.orders.status', '7dc988ca2e95d1c2321f0c987bdea235d25da59aea6edde88732399b4e2d51a7'),
      ('column public.orders.total', '55ed189fca55a5abcfabaf953e6f62cab1bf4b8467e6b2ae2c7f05afa0254ad1'),
      ('column public.orders.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.orders_2023."deliveryNote"', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.orders_2023.client_ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column public.orders_2023.contact_email', 'b437aac3db3dd14dded8fb8f6a61259e9fdfdfcb4a0fc09e321cb40cad6c87c6'),
      ('column public.orders_2023.currency', 'bb5b3dbd3df0220d94a6537908d8bd0c6c4376b58ea97c4dcd55f2c24f9541bb'),
      ('column public.orders_2023.customer_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.orders_2023.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.orders_2023.number', '6981f66c7a8f9f1dbeaea391d0ac1cf9badf4176709cbfa9cc7551e90cdcfde0'),
      ('column public.orders_2023.placed_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.orders_2023.shipping_address_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.orders_2023.status', '7dc988ca2e95d1c2321f0c987bdea235d25da59aea6edde88732399b4e2d51a7'),
      ('column public.orders_2023.total', '55ed189fca55a5abcfabaf953e6f62cab1bf4b8467e6b2ae2c7f05afa0254ad1'),
      ('column public.orders_2023.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.orders_2024."deliveryNote"', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.orders_2024.client_ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column public.orders_2024.contact_email', 'b437aac3db3dd14dded8fb8f6a61259e9fdfdfcb4a0fc09e321cb40cad6c87c6'),
      ('column public.orders_2024.currency', 'bb5b3dbd3df0220d94a6537908d8bd0c6c4376b58ea97c4dcd55f2c24f9541bb'),
      ('column public.orders_2024.customer_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.orders_2024.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.orders_2024.number', '6981f66c7a8f9f1dbeaea391d0ac1cf9badf4176709cbfa9cc7551e90cdcfde0'),
      ('column public.orders_2024.placed_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.orders_2024.shipping_address_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.orders_2024.status', '7dc988ca2e95d1c2321f0c987bdea235d25da59aea6edde88732399b4e2d51a7'),
      ('column public.orders_2024.total', '55ed189fca55a5abcfabaf953e6f62cab1bf4b8467e6b2ae2c7f05afa0254ad1'),
      ('column public.orders_2024.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.orders_2025."deliveryNote"', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.orders_2025.client_ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column public.orders_2025.contact_email', 'b437aac3db3dd14dded8fb8f6a61259e9fdfdfcb4a0fc09e321cb40cad6c87c6'),
      ('column public.orders_2025.currency', 'bb5b3dbd3df0220d94a6537908d8bd0c6c4376b58ea97c4dcd55f2c24f9541bb'),
      ('column public.orders_2025.customer_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.orders_2025.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.orders_2025.number', '6981f66c7a8f9f1dbeaea391d0ac1cf9badf4176709cbfa9cc7551e90cdcfde0'),
      ('column public.orders_2025.placed_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.orders_2025.shipping_address_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.orders_2025.status', '7dc988ca2e95d1c2321f0c987bdea235d25da59aea6edde88732399b4e2d51a7'),
      ('column public.orders_2025.total', '55ed189fca55a5abcfabaf953e6f62cab1bf4b8467e6b2ae2c7f05afa0254ad1'),
      ('column public.orders_2025.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.orders_other."deliveryNote"', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.orders_other.client_ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column public.orders_other.contact_email', 'b437aac3db3dd14dded8fb8f6a61259e9fdfdfcb4a0fc09e321cb40cad6c87c6'),
      ('column public.orders_other.currency', 'bb5b3dbd3df0220d94a6537908d8bd0c6c4376b58ea97c4dcd55f2c24f9541bb'),
      ('column public.orders_other.customer_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.orders_other.id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.orders_other.number', '6981f66c7a8f9f1dbeaea391d0ac1cf9badf4176709cbfa9cc7551e90cdcfde0'),
      ('column public.orders_other.placed_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.orders_other.shipping_address_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.orders_other.status', '7dc988ca2e95d1c2321f0c987bdea235d25da59aea6edde88732399b4e2d51a7'),
      ('column public.orders_other.total', '55ed189fca55a5abcfabaf953e6f62cab1bf4b8467e6b2ae2c7f05afa0254ad1'),
      ('column public.orders_other.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.payments.amount', '55ed189fca55a5abcfabaf953e6f62cab1bf4b8467e6b2ae2c7f05afa0254ad1'),
      ('column public.payments.card_last4', '6d7b76a8d4f066f17b3b095a2b85c14a21431e2dee697c911efd490705e68591'),
      ('column public.payments.gift_card_code', 'c566bae04ca609b1ab761406bd5f4d7400b9d3d90b029ed8e7cd484b08db9cc5'),
      ('column public.payments.holder_name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.payments.iban', '83e6fa7d529d57fa3180f17cd100463079fd13837bfd00558f33e96c8140c612'),
      ('column public.payments.id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column public.payments.method', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.payments.order_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.payments.paid_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column public.payments.placed_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.payments.provider_response', 'b6b44af81c3ff28b69c7b00b3fc1b42986728511e99943f8b791feb6c82a7dbd'),
      ('column public.payments.provider_token', '2eb2c5e60301b9ca392144afb2476d9dfb027ec1e264a90aecc64eae0fd2d3f7'),
      ('column public.products.attributes', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column public.products.category_id', '2167ef12fa0ae03c3e1bd09d92a38b4fad6d79eeb4624d1e080998e6c6f7f1cc'),
      ('column public.products.currency', 'bb5b3dbd3df0220d94a6537908d8bd0c6c4376b58ea97c4dcd55f2c24f9541bb'),
      ('column public.products.labels', '817942f11f4f893164e54ce9155cdf8e843ab86cf5715654666ec306a390ca17'),
      ('column public.products.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.products.price', 'bed9de88a8e1518e4f83bef9dfe62505eb4c9d8167e2b915f28a9a9830b4590c'),
      ('column public.products.search', 'fc969bfa2d26cef35a315fff7c42f6956cdc0c4ad3378059ec03de443c3b336b'),
      ('column public.products.sku', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.products.thumbnail', '80281b7b2fa9c4958b5f9a277638a149e4229d27e0a8c9002311016a754b6ce1'),
      ('column public.products.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.record_versions.id', '67ad2d262a318b4cc5f0f5a5246a8435f62189f9d0664f88aa0a9c8d3d729506'),
      ('column public.record_versions.old_row', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column public.record_versions.recorded_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.record_versions.relation', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.reviews.body', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.reviews.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.reviews.customer_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.reviews.id', '59be01848bfd31644bed31192f300090bf9fc63d4a5f8b7453a16a64cbe8e8fb'),
      ('column public.reviews.rating', '4df607f1aa3affb9a441a571933b6108f72758f6bd922f553957e886f3661d97'),
      ('column public.reviews.signed_as', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.reviews.sku', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.sale_campaigns.during', 'dd4c4db7f28c0c9962484f41200dee51d5d96acbf7c7d9230d8a5dcc52a89558'),
      ('column public.sale_campaigns.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column public.sale_campaigns.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.schema_migrations.version', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.sessions.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.sessions.customer_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.sessions.data', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column public.sessions.expires_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.sessions.ip', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column public.sessions.token', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.settings.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.settings.updated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.settings.value', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.staff.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.staff.email', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.staff.first_name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.staff.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column public.staff.last_name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.staff.manager_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column public.staff.password_hash', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.staff.phone', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.staff.role', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.support_messages."inReplyTo"', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column public.support_messages.agent_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column public.support_messages.attachment', '80281b7b2fa9c4958b5f9a277638a149e4229d27e0a8c9002311016a754b6ce1'),
      ('column public.support_messages.attachment_name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column public.support_messages.body', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.support_messages.customer_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.support_messages.from_email', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.support_messages.id', '59be01848bfd31644bed31192f300090bf9fc63d4a5f8b7453a16a64cbe8e8fb'),
      ('column public.support_messages.sent_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.support_messages.subject', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.webhooks.active', '743485bb70663d8bf8ef322bc9a80303cd732344c8b2f6ee4fb4b43010292977'),
      ('column public.webhooks.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column public.webhooks.customer_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column public.webhooks.headers', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column public.webhooks.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column public.webhooks.secret', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column public.webhooks.url', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('constraint public.addresses.addresses_country_code_fkey', 'd798244ebf924f6a68f01449cf66077571fe93d41e4113659388236b3b4ffd19'),
      ('constraint public.addresses.addresses_customer_id_fkey', '125128937ed06a1c944cfc54a257c5fe1be61e3e9c5ed48e2dd155cacac9df5d'),
      ('constraint public.addresses.addresses_customer_id_id_key', 'a12ce83c6e47a3ce3bad2d33aff62fb9698cc99fea7b005a957579e0af6b12b8'),
      ('constraint public.addresses.addresses_customer_id_label_key', '34a837dcd4f7360675d6d90e3123cffcfaab87228d45f7854634417f26f9fca5'),
      ('constraint public.addresses.addresses_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.api_keys.api_keys_customer_id_fkey', '9bb4dc1a21eab90b76498f01f015f2e15633a86f4f2ba89ea556f3dd9228dca3'),
      ('constraint public.api_keys.api_keys_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.api_keys.api_keys_token_key', 'a8420b878df4ffc6be2b861b570edcec86d44e6f5123aabb66cc6c78d0a0fc03'),
      ('constraint public.carts.carts_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.carts.carts_session_token_fkey', '37a68f5082473e0c2236577eee5a458092ab68832f446db717b1c356ffd28b03'),
      ('constraint public.carts.carts_sku_fkey', 'eb4815ca666677c9f181ace2823b5ad22881ac2b87f0f020be15c845464d481a'),
      ('constraint public.categories.categories_not_own_parent', '7e647e2edae8d5d6e2f6431989b66916d362e620157cf41cf71d19c15ae5ad20'),
      ('constraint public.categories.categories_parent_id_fkey', '4c7bc85e45ade0113cc5809cb6588a9c15622a053d79750f93e63f34f610b81a'),
      ('constraint public.categories.categories_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.categories.categories_position_key', 'fdd6d26ea9dcdf7e4070270fc2bad9612525be9bc76a5cf6d198ceb26a007c49'),
      ('constraint public.categories.categories_slug_key', 'f2764a7e4e10c7a6047f73787cdc8e85cd41484b6b2951d3ed053ed3a34d5f98'),
      ('constraint public.countries.countries_pkey', 'c9f11f3a9a846b6d39be85239e243207bda88d476678488ebc82be653c9dea09'),
      ('constraint public.countries.countries_vat_rate_check', 'ddd9c9d55976e577003fcd2cc5a9ca39bc1e7d7ef8f00141c30c34d98dd33bbe'),
      ('constraint public.customer_audit.customer_audit_operation_check', '1c99cdf03b03818ab9e4a24ddc507ef838e41ea9c24f3d16cc39eab05eaa17d1'),
      ('constraint public.customer_audit.customer_audit_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.customers.customers_closed_has_date', '51b76a984e04e41e5c582e9fa914e3435e71ecd666413c102e01ee3d865da9b9'),
      ('constraint public.customers.customers_country_code_fkey', 'fc4a53a48b0e972a7e100cd7af763aa38cc0a727398ff66034a9ad169f57cf2c'),
      ('constraint public.customers.customers_email_has_at', '30d3c9a90b844f7a4e952ec9b4b3b063d41906dd76aea3e35d1fdfd053dd6402'),
      ('constraint public.customers.customers_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.customers.customers_preferences_is_object', '4299a3a18ac0030f4f62ea5f7607e6c3e93fe7303826d4d16d4350590d2ac5ca'),
      ('constraint public.customers.customers_public_id_key', '3c422c74e59b8a480f499d9351e0fbd8ed6754fb901765634ab2fd5ad7172f5a'),
      ('constraint public.customers.customers_referral_code_key', 'e9695ea9ad992d09b25b925cbe8f64dd73b94e4e417b8a338fdb2e9b909ea725'),
      ('constraint public.email_log.email_log_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.gift_cards.gift_cards_balance_check', '8fa117bcef5f8abf48d0b5fd3cb108b40bd23f9295bbcf969908708e0e1a3f80'),
      ('constraint public.gift_cards.gift_cards_pkey', 'c9f11f3a9a846b6d39be85239e243207bda88d476678488ebc82be653c9dea09'),
      ('constraint public.job_attempts.job_attempts_job_id_fkey', '051fa8fd0bc2af9c5c01f49055b1be05c636f1bc3bd71e0782e0cb2461545cb9'),
      ('constraint public.job_attempts.job_attempts_pkey', 'e555694376d6e7e65c8095c89dd93c6aaa19e91b51306a53aa4632f1fc1fe97a'),
      ('constraint public.job_queue.job_queue_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.login_attempts.login_attempts_customer_id_fkey', '125128937ed06a1c944cfc54a257c5fe1be61e3e9c5ed48e2dd155cacac9df5d'),
      ('constraint public.newsletter_subscriptions.newsletter_subscriptions_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.order_items.order_items_line_no_check', '5b3016ab96544806f74751f9ad1ac7d0350f00ce9680d4c39614cceb6eb49320'),
      ('constraint public.order_items.order_items_order_fkey', 'd926aff9c27a909059c49c18bf7473ceee2323d6a7302cc01bf9dc47def5cb5a'),
      ('constraint public.order_items.order_items_pkey', '1cf903e55310a540177a3085061d17d75a653cfe9e64befbc785bb519d7c37fa'),
      ('constraint public.order_items.order_items_quantity_check', 'aedf60a76d2a47c0f26034c806a36d76bb3940a35feaac640f86bd2b1ef5a5be'),
      ('constraint public.order_items.order_items_sku_fkey', 'a41a75d2ee38b709601a57f5731cde2cffc7a072571803a7efeafa3f81167c87'),
      ('constraint public.orders.orders_customer_id_fkey', '9bb4dc1a21eab90b76498f01f015f2e15633a86f4f2ba89ea556f3dd9228dca3'),
      ('constraint public.orders.orders_pkey', '2b635ffbc111554381c10ddd6a29f908d80a09d34251ab8aebef2f42d9a0529d'),
      ('constraint public.orders.orders_shipping_address_fkey', 'e42a5c7e6c66f3c2c86b57b7d31888c864b7aa9161ad8b299e0f95e5b1c6eb5e'),
      ('constraint public.orders.orders_total_not_negative', 'b081fc0f00a9d98a10085db3010f070932b354fb45ca8fe764fffd09893d18bc'),
      ('constraint public.orders_2023.orders_total_not_negative', 'b081fc0f00a9d98a10085db3010f070932b354fb45ca8fe764fffd09893d18bc'),
      ('constraint public.orders_2024.orders_total_not_negative', 'b081fc0f00a9d98a10085db3010f070932b354fb45ca8fe764fffd09893d18bc'),
      ('constraint public.orders_2025.orders_total_not_negative', 'b081fc0f00a9d98a10085db3010f070932b354fb45ca8fe764fffd09893d18bc'),
      ('constraint public.orders_other.orders_total_not_negative', 'b081fc0f00a9d98a10085db3010f070932b354fb45ca8fe764fffd09893d18bc'),
      ('constraint public.payments.payments_gift_card_code_fkey', '2c84f5fff61df12dfdcea82578e5ce1eebaf97fe36acccd2dec2584f6a447f3a'),
      ('constraint public.payments.payments_iban_length', '6e1984160c3b74c937d2e8cc30508851253b031fc79f2ccf479a4a704d690392'),
      ('constraint public.payments.payments_method_check', 'c868d0991f28f6e85522c7fae4d586f27d046ab6b50586f4204ac92aac50205c'),
      ('constraint public.payments.payments_order_fkey', '25a31c1b7122bbf0339228b2f912a051753f7e08e0cc305972ca25f6f5bcd2bd'),
      ('constraint public.payments.payments_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.payments.payments_transfer_has_iban', 'b87a20eec062e43c2fa1b9231c4e425534cff8cdf5833b66ed5cd6053f5cee88'),
      ('constraint public.products.products_category_id_fkey', 'cb637dc9b5ad393d64f92e0c3756d783ab5b628c9baa8ffe9170ee074a1746b0'),
      ('constraint public.products.products_pkey', 'e473ae02778fffbd52478c0ce172e8f874ffa0d1f156a225c8a3e4a3f0ae75cf'),
      ('constraint public.products.products_price_check', '3e5c255b548b2e6598ca71b1d6ae3118d09a7d17eb7d9d95a6d51bdfcb0774a6'),
      ('constraint public.products.products_sku_shape', '7d2df143567ff5691895028ac05873c6a1aabc9bdcf5953c0370883247883452'),
      ('constraint public.record_versions.record_versions_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.reviews.reviews_customer_id_fkey', 'e56b4364e684a0bc67b06c59596d3a68327c65c0aa55ca023ca68119f3918e87'),
      ('constraint public.reviews.reviews_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.reviews.reviews_sku_customer_id_key', 'b3dc1e8adbe5edd40d0996ac3d84d150295123ba34f33323e97779cac4457d2b'),
      ('constraint public.reviews.reviews_sku_fkey', 'ac1fdd782be682d86885fc59bcd6d66ca66a1c5f4b4038274f2f7bf4d7236892'),
      ('constraint public.sale_campaigns.sale_campaigns_do_not_overlap', '1c94776492dee9eb2bfda19536dd3c11ccb49b715aced675979a24523b83b974'),
      ('constraint public.sale_campaigns.sale_campaigns_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.schema_migrations.schema_migrations_pkey', '51b255af119395e0411b540c278a3474cac73a349d72c54e27ccb02cd4749b07'),
      ('constraint public.sessions.sessions_customer_id_fkey', '125128937ed06a1c944cfc54a257c5fe1be61e3e9c5ed48e2dd155cacac9df5d'),
      ('constraint public.sessions.sessions_pkey', 'b4b99d12fd69b26d133239e966525d8d31880e76a23b2eb465a1fdfc77019d0e'),
      ('constraint public.settings.settings_pkey', '7bae5e355e1887ccfd39ef9956bbf61830ae3ddfc8fe194f52b0571adc084745'),
      ('constraint public.staff.staff_manager_id_fkey', '28e0ccd3fbe31dea862603efdb007913322cdb62c21825815a93d127cbe1758b'),
      ('constraint public.staff.staff_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.staff.staff_role_known', 'db8130e4011cb9946b7f948ae76af07ebc3ed2d75245b8f15ef4e65dca849d18'),
      ('constraint public.support_messages."support_messages_inReplyTo_fkey"', 'f798e79d4c84237ab538d2c1396dbd855e64869f6e2c10cbea0ba5ea5393b630'),
      ('constraint public.support_messages.support_messages_agent_id_fkey', '76651f816de1926aa79fce6d542290145ff4e4b0ae8baa3e4ef222788f09a481'),
      ('constraint public.support_messages.support_messages_answers_other', '12077f54a751e0a051a1b7d7ee006f598a1d9e9a22c598693ae3010c2dcaf3f1'),
      ('constraint public.support_messages.support_messages_customer_id_fkey', '9bb4dc1a21eab90b76498f01f015f2e15633a86f4f2ba89ea556f3dd9228dca3'),
      ('constraint public.support_messages.support_messages_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.webhooks.webhooks_customer_id_fkey', '9bb4dc1a21eab90b76498f01f015f2e15633a86f4f2ba89ea556f3dd9228dca3'),
      ('constraint public.webhooks.webhooks_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint public.webhooks.webhooks_url_check', 'a0ba70e96e7af245bb2f689a0932c521f93693b52f117fff2e5c23c438eb5a09'),
      ('materialized view public.best_customers', 'df91e0b6c151be1cf457ff967429fa3d4ab2f551a6d66bf946c0e0f8aa15dd71'),
      ('materialized view public.customer_directory', 'df91e0b6c151be1cf457ff967429fa3d4ab2f551a6d66bf946c0e0f8aa15dd71'),
      ('policy public.support_messages.own_messages', 'd7ac22b1ba5726c0dc1a2d43da5e92595862d10282ac860ce744c900bf21ad44'),
      ('policy public.support_messages.write_messages', 'f29e43fa5045887c61ded90dace551bba28d154fce163b46d4ceb698641d1efc'),
      ('table public.addresses', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.api_keys', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.carts', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.categories', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.countries', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.customer_audit', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.customers', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.email_log', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.gift_cards', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.job_attempts', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.job_queue', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.login_attempts', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.newsletter_subscriptions', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.order_items', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.orders', 'b98b814509f18060e105e7133f46cdd54b4b98bcf1e23cd8ccdbe547f7fd81e2'),
      ('table public.orders_2023', '83922905dd4bda1f57f06452dd2e03a1023deff7797437e8e20e2424063476b0'),
      ('table public.orders_2024', 'c2143cc499384788bc7183cc32e82b36b8cde21034f5b8baaee932ee4cf0f2a0'),
      ('table public.orders_2025', '6b61c9429d529712c1907390767becaf9ef0a5f581d3cd94282fa1bf87ec52d1'),
      ('table public.orders_other', '8117456052576a896994be9cac01dc1493008b946a59b056e68df83c66fabbb9'),
      ('table public.payments', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.products', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.record_versions', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.reviews', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.sale_campaigns', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.schema_migrations', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.sessions', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.settings', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.staff', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table public.support_messages', '46ea0dd7157110bdd50066b48922e1cadf88c3d8cff8d286c0871c370cb983d6'),
      ('table public.webhooks', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('trigger public.addresses.addresses_touch', 'c5bead648e44b7bd9c5d595ad498950352bed74a78ec22615862e743fb3dc053'),
      ('trigger public.addresses.addresses_version', '0a2611bde4e99c7291f716ee9eecde8eb77597b718e2ffce251ec52f3798aac1'),
      ('trigger public.customers.customers_audit', 'aff6f6646b3235f8bf10004cc708bcc7c5073d80b698b951b6b51279eeb82043'),
      ('trigger public.customers.customers_search', 'c20cabbd6d7e74eceb10538ce5f3ceaed22cc89bcc848d4dfae1731168eb3459'),
      ('trigger public.customers.customers_touch', 'a7e19cc3d01a89bd26351dba5f29c4b38780bb6e48b7e6fefbf3b92b08dab09a'),
      ('trigger public.orders.orders_touch', '1f7015d58c03d795c33e5af0dc95d39fbfa462e434fff5036ba8714f15599873'),
      ('trigger public.products.products_touch', 'be3b16aec61307611c780469cbae01481b4170288a0deb56af7ad295d2d57149'),
      ('unique index public.best_customers.best_customers_place_key', '48d4668831c8a8569feda31c648b0fc6e60bf742c0d243a8fa24d104a71c49c1'),
      ('unique index public.customer_directory.customer_directory_customer_id_key', '5fea1f794530396e9b52323a597240da7ac48bbb4f79778aab34f48934b74757'),
      ('unique index public.customers.customers_email_key', 'ef46879a086f5f3faa46baacaf97e7286e111712963b04d991550004fd41eb32'),
      ('unique index public.customers.customers_reset_token_key', '71406b5151c5d4b65623992efda5aebc1be53733dca33b59402d17033e6c1728'),
      ('unique index public.newsletter_subscriptions.newsletter_subscriptions_email_key', '46124f9520dd390f8c0274bdd5bc06676d69515cf96c6791d82171da125675bd'),
      ('unique index public.payments.payments_provider_token_key', '527b9ee2a36904214b0aab13cf3c34e33c76f75f938f67e001d936ce38a73669'),
      ('unique index public.staff.staff_email_key', 'bcab3e4ad837a5f9fc87cbb9e0b68e24de7b378e96f039d3a9d10a1b6da40c57'),
      ('view public.customer_overview', '134ba3016922593ad5c42f67a55ae9b36cac6170977c3e1e4cf6583224f04a5f')
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
