-- billing: refuses what is not the marked copy that was reviewed
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
      ('column "psp-gateway".cards.account_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column "psp-gateway".cards.brand', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column "psp-gateway".cards.expires_on', '29a70271fa1cbaaad7cd6cbbe203b0db4cf8d8465a3e0f52bc17cff97ad53bd6'),
      ('column "psp-gateway".cards.fingerprint', 'c5b2c71be758625e21abf70f53f7ccc39ec0f7f45a529ec20c5aadaf32c5d000'),
      ('column "psp-gateway".cards.holder', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column "psp-gateway".cards.id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column "psp-gateway".cards.last4', 'b403c31dd80b08058cd39ab0d4b14c2b81db9ec905e7bde1dedf22f53a83f737'),
      ('column "psp-gateway".cards.number', '36be85710e354413a9088b0bcf43e90b219d7848843b2de19e0e792d33c4484c'),
      ('column "psp-gateway".cards.token', '2eb2c5e60301b9ca392144afb2476d9dfb027ec1e264a90aecc64eae0fd2d3f7'),
      ('column "psp-gateway".credentials.api_key', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column "psp-gateway".credentials.client_certificate', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column "psp-gateway".credentials.environment', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column "psp-gateway".credentials.merchant_id', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column "psp-gateway".credentials.provider', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column "psp-gateway".credentials.rotated_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column "psp-gateway".credentials.webhook_secret', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column "psp-gateway".endpoints.active', '743485bb70663d8bf8ef322bc9a80303cd732344c8b2f6ee4fb4b43010292977'),
      ('column "psp-gateway".endpoints.secret', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column "psp-gateway".endpoints.topic', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column "psp-gateway".endpoints.url', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column "psp-gateway".outbox.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column "psp-gateway".outbox.id', '67ad2d262a318b4cc5f0f5a5246a8435f62189f9d0664f88aa0a9c8d3d729506'),
      ('column "psp-gateway".outbox.payload', 'c28e855507d260ef0fea616ab3ae4bb0b98582c0428f22025a62fd5961175636'),
      ('column "psp-gateway".outbox.sent_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column "psp-gateway".outbox.topic', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column "psp-gateway".received_events.body', '0a42dd68f6027c8d13b67e9ab5fdc12e41d5c9b0ac2391140252880126366cd9'),
      ('column "psp-gateway".received_events.id', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column "psp-gateway".received_events.received_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column billing.account_balances.balance', '227d6be0a7bca0c26fb03573f2fa4ebb9641a6367df126409624d86fc5d73d1a'),
      ('column billing.account_balances.city', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.account_balances.currency', '8867061d7befd0670ef136359634352760d453a99d309e299934521becf2134a'),
      ('column billing.account_balances.email', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.account_balances.id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column billing.account_balances.name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.accounts.billing_address', '35f62a05a0876236558b6b4ba8ddc106fcf017debbe5096ba536cc7f76bf8b5b'),
      ('column billing.accounts.closed_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column billing.accounts.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column billing.accounts.credit_limit', '470fe9c8658bcb55b4792d0dceb7668a32de9b22b1ea01e3fe85cd4374979ab6'),
      ('column billing.accounts.currency', 'c7d1ea35d08ce5400a90a66075ab9cdcc626139d1dfe83d5041c60b007c56234'),
      ('column billing.accounts.delivery_addresses', '682595017624910d3865b9a363d482bea29fba4601720fb284d41905ffe30f9f'),
      ('column billing.accounts.dunning_blocked', '5b306feaa4b6a97ce838fee6c2cf4f10409df054a83ce82abf274eea0ceb5c3f'),
      ('column billing.accounts.email', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.accounts.features', '51daac3b05aaa4c440e7d0441ca9bc943a55a0dbf809aff868283cea7e18cd6f'),
      ('column billing.accounts.id', '67ad2d262a318b4cc5f0f5a5246a8435f62189f9d0664f88aa0a9c8d3d729506'),
      ('column billing.accounts.kind', 'd1bc337362ae2f7034fbb1c6bb68c1d93a120a9db5e10ef13a44c8ff4c357e35'),
      ('column billing.accounts.language', 'cdc80b6d52ee9dbb68b6391da0bae4d3db890bf00659c44f57103b864f9909b2'),
      ('column billing.accounts.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.accounts.notes', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.accounts.phone', 'c566bae04ca609b1ab761406bd5f4d7400b9d3d90b029ed8e7cd484b08db9cc5'),
      ('column billing.accounts.storefront_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column billing.allocations.amount', '29b40b457f361bb2386030e1abcceb89c8f5cb63ab618855afb047f407a3aeeb'),
      ('column billing.allocations.invoice_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.allocations.payment_id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column billing.bank_accounts.account_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.bank_accounts.bank_name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.bank_accounts.bic', '496de7f9ca5769a87ca654c31628668a87177fed7d160fbc1cc3fb35cae7ddbd'),
      ('column billing.bank_accounts.created_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column billing.bank_accounts.holder', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.bank_accounts.iban', '5c35b4fd5e3bb69808f9882b7155589f88d5df651f18d6b8348661db41dc3fb3'),
      ('column billing.bank_accounts.iban_check', 'a1f96adaca235630fa8e835b104f0f8d53483407a6dabf8b357c7fc52c44fdca'),
      ('column billing.bank_accounts.iban_country', 'a96d1eecb58502c833f7079d525651e99190eaae6ec2e3fa9e1dde89c1fb4855'),
      ('column billing.bank_accounts.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column billing.bank_accounts.is_default', '743485bb70663d8bf8ef322bc9a80303cd732344c8b2f6ee4fb4b43010292977'),
      ('column billing.bank_statement_lines.amount', '2db2a33b10f676abaf3735590b9dc199726aecd50683703dfe43fcc3a8bef2fe'),
      ('column billing.bank_statement_lines.booked_on', '29a70271fa1cbaaad7cd6cbbe203b0db4cf8d8465a3e0f52bc17cff97ad53bd6'),
      ('column billing.bank_statement_lines.counterparty', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.bank_statement_lines.counterparty_iban', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.bank_statement_lines.currency', 'b3242731f4f2dcc7e23e1d909b26fd4b590f05d4b0d19484919dfa204c1abf9c'),
      ('column billing.bank_statement_lines.line_no', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column billing.bank_statement_lines.matched_payment', '79c3d7a1f44944d609bd45544029215a1405625f44e5e45894c241e2487bb02c'),
      ('column billing.bank_statement_lines.purpose', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.bank_statement_lines.raw_line', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.bank_statement_lines.statement_no', '2167ef12fa0ae03c3e1bd09d92a38b4fad6d79eeb4624d1e080998e6c6f7f1cc'),
      ('column billing.collections.amount', '29b40b457f361bb2386030e1abcceb89c8f5cb63ab618855afb047f407a3aeeb'),
      ('column billing.collections.due_on', '29a70271fa1cbaaad7cd6cbbe203b0db4cf8d8465a3e0f52bc17cff97ad53bd6'),
      ('column billing.collections.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column billing.collections.kind', '278bd446755fd167e26b21ba212fc120049dcfd2fb8ff5da68889a46d257ce6b'),
      ('column billing.collections.mandate_reference', '0bac8f30a06d5b7738a76ea6390894d04d5c9d6cee65d8cef6f6059cd9c10820'),
      ('column billing.collections.payment_id', '79c3d7a1f44944d609bd45544029215a1405625f44e5e45894c241e2487bb02c'),
      ('column billing.collections.returned_because', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.companies.credit_limit', '470fe9c8658bcb55b4792d0dceb7668a32de9b22b1ea01e3fe85cd4374979ab6'),
      ('column billing.companies.email', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.companies.id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column billing.companies.kind', '13fefd73fb3ea299849ee1bb385e3831c0248e3ac6c2dd0ea7be9a670b70f2eb'),
      ('column billing.companies.name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.contacts."position"', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column billing.contacts.account_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.contacts.born_on', '9bd1952b45249f70b82572f43ae9e490e86a8cfdbf04a02f7d8b1aa84ab6e68e'),
      ('column billing.contacts.email', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.contacts.full_name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.contacts.phone', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.contacts.receives', '817942f11f4f893164e54ce9155cdf8e843ab86cf5715654666ec306a390ca17'),
      ('column billing.credit_notes.amount', '29b40b457f361bb2386030e1abcceb89c8f5cb63ab618855afb047f407a3aeeb'),
      ('column billing.credit_notes.approved_by', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column billing.credit_notes.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column billing.credit_notes.invoice_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.credit_notes.issued_on', '29a70271fa1cbaaad7cd6cbbe203b0db4cf8d8465a3e0f52bc17cff97ad53bd6'),
      ('column billing.credit_notes.pdf', '80281b7b2fa9c4958b5f9a277638a149e4229d27e0a8c9002311016a754b6ce1'),
      ('column billing.credit_notes.reason', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.dunning_letters.account_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.dunning_letters.address', '35f62a05a0876236558b6b4ba8ddc106fcf017debbe5096ba536cc7f76bf8b5b'),
      ('column billing.dunning_letters.answer', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.dunning_letters.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column billing.dunning_letters.invoice_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column billing.dunning_letters.letter', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.dunning_letters.level', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column billing.dunning_letters.pdf', '80281b7b2fa9c4958b5f9a277638a149e4229d27e0a8c9002311016a754b6ce1'),
      ('column billing.dunning_letters.sent_on', '29a70271fa1cbaaad7cd6cbbe203b0db4cf8d8465a3e0f52bc17cff97ad53bd6'),
      ('column billing.dunning_levels.applies_to', '3c9a7197aa16985795968d647d15088bdaf635104c65447092abe9fb779aa85b'),
      ('column billing.dunning_levels.days_late', '14c5dab2a1db036fd17d8fdda3e90906cafa863afbf1842e10f642d1805dbb49'),
      ('column billing.dunning_levels.fee', '29b40b457f361bb2386030e1abcceb89c8f5cb63ab618855afb047f407a3aeeb'),
      ('column billing.dunning_levels.level', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column billing.e_invoices.digest', 'c5b2c71be758625e21abf70f53f7ccc39ec0f7f45a529ec20c5aadaf32c5d000'),
      ('column billing.e_invoices.document', '0a42dd68f6027c8d13b67e9ab5fdc12e41d5c9b0ac2391140252880126366cd9'),
      ('column billing.e_invoices.invoice_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.e_invoices.receipt', '56b0c4fadde6c2226e7593c52e7988f56b1811d5a596e223e9ce24034ca04577'),
      ('column billing.e_invoices.transmitted_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column billing.exchange_rates.base', 'c7d1ea35d08ce5400a90a66075ab9cdcc626139d1dfe83d5041c60b007c56234'),
      ('column billing.exchange_rates.quote', 'c7d1ea35d08ce5400a90a66075ab9cdcc626139d1dfe83d5041c60b007c56234'),
      ('column billing.exchange_rates.rate', '200cfa825deb75fe15dd3ea0523905f072d7df52d8f195a1f34f793020c8bdef'),
      ('column billing.exchange_rates.valid', 'dd4c4db7f28c0c9962484f41200dee51d5d96acbf7c7d9230d8a5dcc52a89558'),
      ('column billing.invoice_lines.delivered_to', 'e326096b5d53ea62385888036a0420985b87ea3c6dc00b708510fc331656a7b2'),
      ('column billing.invoice_lines.description', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.invoice_lines.invoice_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.invoice_lines.line_no', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column billing.invoice_lines.net', '9d4380e1267890399332ec21adae3d61cc25f9cda02218d28880c4676910d540'),
      ('column billing.invoice_lines.quantity', 'd3cfbfdca05da143e67ce40d50f1df928a138c0ad363c355992a36b29f55d48c'),
      ('column billing.invoice_lines.tax_code', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.invoice_lines.unit_price', 'c2f2fcd5910c826dfce34f5de6cf09c4ab74cb26d52b0e82a439c68f9155e574'),
      ('column billing.invoices.account_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.invoices.bill_to', '35f62a05a0876236558b6b4ba8ddc106fcf017debbe5096ba536cc7f76bf8b5b'),
      ('column billing.invoices.credit_note_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column billing.invoices.currency', 'c7d1ea35d08ce5400a90a66075ab9cdcc626139d1dfe83d5041c60b007c56234'),
      ('column billing.invoices.document_no', '651c05d16296722434d49187dd2d91bb9ceb927583689938584e787a21a99121'),
      ('column billing.invoices.due_on', '29a70271fa1cbaaad7cd6cbbe203b0db4cf8d8465a3e0f52bc17cff97ad53bd6'),
      ('column billing.invoices.gross', '29b40b457f361bb2386030e1abcceb89c8f5cb63ab618855afb047f407a3aeeb'),
      ('column billing.invoices.id', '59be01848bfd31644bed31192f300090bf9fc63d4a5f8b7453a16a64cbe8e8fb'),
      ('column billing.invoices.issued_on', '29a70271fa1cbaaad7cd6cbbe203b0db4cf8d8465a3e0f52bc17cff97ad53bd6'),
      ('column billing.invoices.net', '29b40b457f361bb2386030e1abcceb89c8f5cb63ab618855afb047f407a3aeeb'),
      ('column billing.invoices.notes', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.invoices.number', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.invoices.payment_reference', '599212007a5fe2fee9522cd3fea4b86d2fe2a095db7783a1e86ebb72ec43a01c'),
      ('column billing.invoices.pdf', '80281b7b2fa9c4958b5f9a277638a149e4229d27e0a8c9002311016a754b6ce1'),
      ('column billing.invoices.period', '5b306feaa4b6a97ce838fee6c2cf4f10409df054a83ce82abf274eea0ceb5c3f'),
      ('column billing.invoices.purchase_order', '3a368a5f28d4cd4cac86c013d5777687a9ae0b4747b82be9d37bafa397ae481b'),
      ('column billing.invoices.recipient_email', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.invoices.sent_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column billing.invoices.series', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.invoices.status', 'f1933dca916179df34d374bdb7b9cdd7dccca2608dfd932fcee12d786459b6f7'),
      ('column billing.invoices.subscription_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column billing.invoices.tax', '29b40b457f361bb2386030e1abcceb89c8f5cb63ab618855afb047f407a3aeeb'),
      ('column billing.mandates.account_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.mandates.bank_account_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column billing.mandates.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column billing.mandates.reference', '0bac8f30a06d5b7738a76ea6390894d04d5c9d6cee65d8cef6f6059cd9c10820'),
      ('column billing.mandates.revoked_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column billing.mandates.signature', '80281b7b2fa9c4958b5f9a277638a149e4229d27e0a8c9002311016a754b6ce1'),
      ('column billing.mandates.signed_by', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.mandates.signed_from', '4f5590eb0f46ac3fa427e7d62e32b3a877a0adcc9cf9d0616abf254e3e9d23ce'),
      ('column billing.mandates.signed_on', '29a70271fa1cbaaad7cd6cbbe203b0db4cf8d8465a3e0f52bc17cff97ad53bd6'),
      ('column billing.number_series.numbers', '4f9489e05b116813708af006abac7e59e2c3b7ccf538ce054a0b41bd15611ab0'),
      ('column billing.number_series.prefix', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.open_invoices.document_no', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.open_invoices.due_on', '9bd1952b45249f70b82572f43ae9e490e86a8cfdbf04a02f7d8b1aa84ab6e68e'),
      ('column billing.open_invoices.name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.open_invoices.open', '227d6be0a7bca0c26fb03573f2fa4ebb9641a6367df126409624d86fc5d73d1a'),
      ('column billing.open_invoices.payment_reference', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.operators.api_key_digest', '80281b7b2fa9c4958b5f9a277638a149e4229d27e0a8c9002311016a754b6ce1'),
      ('column billing.operators.email', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.operators.id', '80f14f7df16422ee5ec14bad6e57732c92793ad20e10a5043ca9c587d6c6b07a'),
      ('column billing.operators.may', '817942f11f4f893164e54ce9155cdf8e843ab86cf5715654666ec306a390ca17'),
      ('column billing.operators.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.operators.password_hash', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.operators.signature_image', '80281b7b2fa9c4958b5f9a277638a149e4229d27e0a8c9002311016a754b6ce1'),
      ('column billing.operators.totp_secret', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.payments.account_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.payments.amount', '29b40b457f361bb2386030e1abcceb89c8f5cb63ab618855afb047f407a3aeeb'),
      ('column billing.payments.currency', 'c7d1ea35d08ce5400a90a66075ab9cdcc626139d1dfe83d5041c60b007c56234'),
      ('column billing.payments.id', '4928508bafc7bc1b377892e369c224dc0719bfcfd962901077ba1768989f39c3'),
      ('column billing.payments.method', '625d10cd6db50fe078915f3aeaa38540833776ace09274077a98a166bddef618'),
      ('column billing.payments.payer_iban', '05bec03d8f0b30c203a3464f8755135b935b03b53cd4d0cdf1e15cbbf56bf790'),
      ('column billing.payments.payer_name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.payments.psp_token', '2eb2c5e60301b9ca392144afb2476d9dfb027ec1e264a90aecc64eae0fd2d3f7'),
      ('column billing.payments.received_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column billing.payments.remittance', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.schema_migrations.version', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.settings.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.settings.value', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.subscriptions.account_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.subscriptions.cancelled_because', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.subscriptions.during', 'dd4c4db7f28c0c9962484f41200dee51d5d96acbf7c7d9230d8a5dcc52a89558'),
      ('column billing.subscriptions.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column billing.subscriptions.monthly', '29b40b457f361bb2386030e1abcceb89c8f5cb63ab618855afb047f407a3aeeb'),
      ('column billing.subscriptions.paused', '403bf6693830265be400eae907a5dca0b2bfb82f406b38f0b74b05d9cd99cd57'),
      ('column billing.subscriptions.plan', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.subscriptions.volume', '87471e46b7a772f2c4e57638c1c68ad6f953d900d897397faf9b16d1fd184460'),
      ('column billing.tax_codes.code', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column billing.tax_codes.label', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column billing.tax_codes.rate', '5aab96ef99044589216bec10949591f638c1259e86cbc9bdc26713b454ad7166'),
      ('column billing.tax_codes.valid', 'dd4c4db7f28c0c9962484f41200dee51d5d96acbf7c7d9230d8a5dcc52a89558'),
      ('column billing.tax_ids.account_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column billing.tax_ids.id', 'fffbfbf16264eee8b32c5cc5a275fac8d873ab19bf60d3e1b17d239de2143e88'),
      ('column billing.tax_ids.national_id', 'c566bae04ca609b1ab761406bd5f4d7400b9d3d90b029ed8e7cd484b08db9cc5'),
      ('column billing.tax_ids.valid', 'dd4c4db7f28c0c9962484f41200dee51d5d96acbf7c7d9230d8a5dcc52a89558'),
      ('column billing.tax_ids.vat_country', '42c0416013c313f0fe55ba917fce3b11c55b0aa61e9c76efd4ef9a2e2ce93bde'),
      ('column billing.tax_ids.vat_number', '3b630ca86c60d3dff279b79f0705783f63eba8bba325d3d8caba65df9e142240'),
      ('column billing.tax_ids.verified_at', '43093c28c5b2ae381f3e9f921ae1e3bafa52406f74d86e05ea2d2b2e141ffc4a'),
      ('column billing.tax_ids.vies_answer', '56b0c4fadde6c2226e7593c52e7988f56b1811d5a596e223e9ce24034ca04577'),
      ('column ledger.chart.code', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column ledger.chart.name', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column ledger.chart.parent', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column ledger.chart_paths.code', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column ledger.chart_paths.path', 'f576b34a22a133042c5bccf02fedb9aad8a19b4b24071752455c13b94b2c4fec'),
      ('column ledger.debtors.account_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column ledger.debtors.balance', '227d6be0a7bca0c26fb03573f2fa4ebb9641a6367df126409624d86fc5d73d1a'),
      ('column ledger.debtors.email', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column ledger.debtors.name', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column ledger.entries.booked_on', '29a70271fa1cbaaad7cd6cbbe203b0db4cf8d8465a3e0f52bc17cff97ad53bd6'),
      ('column ledger.entries.credit_note_id', '19ba22438d4b8814500c90744eaa43d18e1d0abb8a0af6871ce4e86aace91f3e'),
      ('column ledger.entries.currency', 'c7d1ea35d08ce5400a90a66075ab9cdcc626139d1dfe83d5041c60b007c56234'),
      ('column ledger.entries.id', '59be01848bfd31644bed31192f300090bf9fc63d4a5f8b7453a16a64cbe8e8fb'),
      ('column ledger.entries.invoice_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column ledger.entries.payment_id', '79c3d7a1f44944d609bd45544029215a1405625f44e5e45894c241e2487bb02c'),
      ('column ledger.entries.posted_by', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column ledger.entries.reverses', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column ledger.entries.text', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column ledger.journal.amount', '998bef0b6313f0d4e27e45beb1aea96bedd009d699b1f62df85399cedfa36897'),
      ('column ledger.journal.booked_on', '9bd1952b45249f70b82572f43ae9e490e86a8cfdbf04a02f7d8b1aa84ab6e68e'),
      ('column ledger.journal.chart_code', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column ledger.journal.id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column ledger.journal.line_no', 'b4cbfd21de11381078469f95795013a041f41da1828cdc51d01ca1b48525e128'),
      ('column ledger.journal.text', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column ledger.postings.account_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column ledger.postings.amount', 'f0a725c3ffbfe269878a8a058d8c7ee23fffbac7b6d44d647d369428e7e38627'),
      ('column ledger.postings.chart_code', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column ledger.postings.entry_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column ledger.postings.line_no', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column ledger.postings.memo', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column ledger.postings_0.account_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column ledger.postings_0.amount', 'f0a725c3ffbfe269878a8a058d8c7ee23fffbac7b6d44d647d369428e7e38627'),
      ('column ledger.postings_0.chart_code', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column ledger.postings_0.entry_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column ledger.postings_0.line_no', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column ledger.postings_0.memo', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column ledger.postings_1.account_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column ledger.postings_1.amount', 'f0a725c3ffbfe269878a8a058d8c7ee23fffbac7b6d44d647d369428e7e38627'),
      ('column ledger.postings_1.chart_code', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column ledger.postings_1.entry_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column ledger.postings_1.line_no', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column ledger.postings_1.memo', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column ledger.postings_2.account_id', '15f3b76f3e8b2ecfdadc9eefb2a9c48f143121b3684f7cc10089e3844637bd08'),
      ('column ledger.postings_2.amount', 'f0a725c3ffbfe269878a8a058d8c7ee23fffbac7b6d44d647d369428e7e38627'),
      ('column ledger.postings_2.chart_code', '4a1ccbc8dbf6258852042bb81c1cd5ebaa22ab29fc1378d0cf8c96d076bd2d45'),
      ('column ledger.postings_2.entry_id', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column ledger.postings_2.line_no', '135300d04c9636e5275e49ea4a6edd5f7bc09516f1ac3be3cfad2f9a8cb778fe'),
      ('column ledger.postings_2.memo', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('column ledger.trial_balances.credits', '41e185c349577d41e32472f678d2e91120932bc04cb564434ac3e21ca256ad81'),
      ('column ledger.trial_balances.currency', 'c7d1ea35d08ce5400a90a66075ab9cdcc626139d1dfe83d5041c60b007c56234'),
      ('column ledger.trial_balances.debits', '41e185c349577d41e32472f678d2e91120932bc04cb564434ac3e21ca256ad81'),
      ('column ledger.trial_balances.difference', '838338dfb5a963aca74e5fdae30ffd8a4938626295ddaf8171b660b4e9b42f62'),
      ('column ledger.trial_balances.entries', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column ledger.trial_balances.taken_at', '6fd5c88a1df70c136462346b40974010fe0f41261d0e8b3488698f764f4b3728'),
      ('column ledger.trial_balances.unbalanced_entries', 'd13abee69842ff922270177f8b7e7951795365cf52d76ad9c5601dff7366ac7b'),
      ('column ledger.vat_return.currency', '8867061d7befd0670ef136359634352760d453a99d309e299934521becf2134a'),
      ('column ledger.vat_return.net', '227d6be0a7bca0c26fb03573f2fa4ebb9641a6367df126409624d86fc5d73d1a'),
      ('column ledger.vat_return.quarter', '9bd1952b45249f70b82572f43ae9e490e86a8cfdbf04a02f7d8b1aa84ab6e68e'),
      ('column ledger.vat_return.tax_code', 'c7f99a7065391215fbe7e7d2d4e5d13fa412eb62ea55765080801a6b47a38095'),
      ('constraint "psp-gateway".cards.cards_account_id_fkey', '42c5d0306991fd7d5a87c773363724b32b450d9eaf18fb99ca1e15d415d2afcc'),
      ('constraint "psp-gateway".cards.cards_fingerprint_key', '95d1d03b39b8cf5d8e6aa7b29ed7b31bad7871425e2d2009ffe4b0a3bce726c6'),
      ('constraint "psp-gateway".cards.cards_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint "psp-gateway".credentials.credentials_environment_check', 'eb5e2f33a437e6bcbe6b5368f90312e023b2632e435e7957beda0ac7e4573d13'),
      ('constraint "psp-gateway".credentials.credentials_pkey', '5db60793d42c762a090d80b82b1ddfd2da89b4b91e3fdd96c622481eeb2e36ab'),
      ('constraint "psp-gateway".endpoints.endpoints_pkey', '68c10c81284e1622a21d3b7c2774de10f91d04d97ff38a22027e898dbd486d17'),
      ('constraint "psp-gateway".outbox.outbox_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint "psp-gateway".outbox.outbox_topic_fkey', '3eae268a90139168f98a66ad30396c72c70e12cbabe068921a08db024c465ed9'),
      ('constraint "psp-gateway".received_events.received_events_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint billing.accounts.accounts_address_has_country', 'e9a5e3e7eb95bdb893ea58a1b43379e658597ae2977f4840f6861e3155a56e17'),
      ('constraint billing.accounts.accounts_email_has_at', '30d3c9a90b844f7a4e952ec9b4b3b063d41906dd76aea3e35d1fdfd053dd6402'),
      ('constraint billing.accounts.accounts_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint billing.accounts.accounts_storefront_key', '3076b8f50721a70ea9c4ec51431d3b4278a8c08c1d8fdd98dc5077b48b766b2d'),
      ('constraint billing.allocations.allocations_invoice_id_fkey', '621d24fb2529315f5eea264ffc3958241c151d2f475e54530284dc4d0bfb0475'),
      ('constraint billing.allocations.allocations_payment_id_fkey', 'c9d5b4a5a4a78586abac1abcae1fc0f96ace501d8a345eff4139ffb7f7844535'),
      ('constraint billing.allocations.allocations_pkey', '462e82db85cc03c9c057c153f4205ce9c936d1ec6b0fb85677d70044fa8de15c'),
      ('constraint billing.bank_accounts.bank_accounts_account_id_fkey', '09fab061afcfc9556a44b6a1553a239984199b62f80b8ab477694fa4af4ccc04'),
      ('constraint billing.bank_accounts.bank_accounts_pkey', '4dac4480c7df966329f875b3c65fa067a99bf50c64051b6119d13b7276be6614'),
      ('constraint billing.bank_statement_lines.bank_statement_lines_payment_fkey', '0a4a690e32a8668453037c349e38f869fdd89dd1b60daf18026c5c8d8254c641'),
      ('constraint billing.collections.collections_kind_check', 'e0503252d88971945a638f6d58cce33097010da554c46da3c4198e1fbeef30fe'),
      ('constraint billing.collections.collections_mandate_reference_fkey', '5cd28f1b5a2d12c85fa6f4c9455aff3c1222b0a9dd04b48ca463b7d5ad0118e1'),
      ('constraint billing.collections.collections_payment_id_fkey', 'c3e00938be826bce5cad2628195679d61f636b8c221fb8d24b89b3dab24127ec'),
      ('constraint billing.collections.collections_payment_id_key', 'e345a53f934ef297afbd6954f4698bba99717fa075e23df1332294bb69a0a90f'),
      ('constraint billing.collections.collections_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint billing.contacts.contacts_account_id_fkey', '42c5d0306991fd7d5a87c773363724b32b450d9eaf18fb99ca1e15d415d2afcc'),
      ('constraint billing.contacts.contacts_pkey', '0c6c87ff10caba8ced90b190e2791a647ca23d74afec1adae9e762a8376b6040'),
      ('constraint billing.credit_notes.credit_notes_approved_by_fkey', 'cd62c617233be9b7eae1be19afec33e2fdbc7f3ceb23ccf6f7fc68ae423e0b22'),
      ('constraint billing.credit_notes.credit_notes_invoice_id_fkey', '621d24fb2529315f5eea264ffc3958241c151d2f475e54530284dc4d0bfb0475'),
      ('constraint billing.credit_notes.credit_notes_invoice_id_key', '0cba59cd320c2cebf696fa7930b9fbfc33273a533a244a96ed9083892ff1a566'),
      ('constraint billing.credit_notes.credit_notes_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint billing.dunning_letters.dunning_letters_account_id_invoice_id_fkey', '0a6eebf800613b5323620d5abb641290fe030fa99d40ef383c63e0cc5bfa2f3e'),
      ('constraint billing.dunning_letters.dunning_letters_level_fkey', '9b85939e4d59f2d41ba856f93b5216a08717fe5acf948684e02174cbad87de6f'),
      ('constraint billing.dunning_letters.dunning_letters_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint billing.dunning_levels.dunning_levels_pkey', '19cd2e56b0e4fc0a1a68c4e003bb7822b3ac432b3535eaa0998eee3ea4892217'),
      ('constraint billing.e_invoices.e_invoices_digest_length', 'af496be9743a8d142a8db065b589111c327443daee50534061db9d5e07b970de'),
      ('constraint billing.e_invoices.e_invoices_invoice_id_fkey', '9a1ceabfea503d8f95de886a8e099d64bfb8b464b5eb8a66bebf304684fb589d'),
      ('constraint billing.e_invoices.e_invoices_is_document', '1b111377eb9c59fa5673636d3d89dcdbca050992d06abe42010ba12c26e18b66'),
      ('constraint billing.e_invoices.e_invoices_pkey', '532bb9ee2c0e38ae3d9a1ca155f87fd2eb128fcd90dc83d4bf8b53fe558d0bf2'),
      ('constraint billing.exchange_rates.exchange_rates_rate_check', 'f602859cc9586b62be2a3669443f25bb6378cd1bbc1108b6b77f9b088628038a'),
      ('constraint billing.invoice_lines.invoice_lines_invoice_id_fkey', '9a1ceabfea503d8f95de886a8e099d64bfb8b464b5eb8a66bebf304684fb589d'),
      ('constraint billing.invoice_lines.invoice_lines_pkey', 'c6327b89f4586f68b294c2d85bfcbaf5812809db8110f07c86543b2f0b792bf7'),
      ('constraint billing.invoice_lines.invoice_lines_tax_code_fkey', 'a28d3eb5398b18448b8443007b8b2c43cb30602c84dfb315714f659e110a0fff'),
      ('constraint billing.invoices.invoices_account_id_fkey', '09fab061afcfc9556a44b6a1553a239984199b62f80b8ab477694fa4af4ccc04'),
      ('constraint billing.invoices.invoices_account_key', 'cc612d12b8a50f3c15e81ec386d46ed2583c4dc049dd0cbf51ed699fea0c4616'),
      ('constraint billing.invoices.invoices_adds_up', 'db8f4a3c73e28845e05b2ff1f7977bcd4b84c5a8c62f3e9d00742ddc76423bd1'),
      ('constraint billing.invoices.invoices_credit_note_fkey', '24a13d878f5290ce9dcaf7b8effcc91acc7021b49919bbecc9f037e3103d4fcc'),
      ('constraint billing.invoices.invoices_credited_has_note', 'b6d2045e2d7e0252b4d13491d7aaf108a4d0f82a3786c0eed7faf054dca46e1e'),
      ('constraint billing.invoices.invoices_due_later', '226218b1a2a5f54c5ea19a8c198730cd54060a841bcd829e3ccaeefe74a1d803'),
      ('constraint billing.invoices.invoices_number_key', '4cd184b12ce07a75b51e41e198394048f6c7680991f6bbf0b0cbc3a42b66e7b4'),
      ('constraint billing.invoices.invoices_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint billing.invoices.invoices_series_fkey', 'b832e67efe79a633c7a1b13ce204ff412cef719a46e7ba84ced364a1414ec741'),
      ('constraint billing.invoices.invoices_subscription_id_fkey', '07420f833a8955824a9c399a0ab44affe8885b85f25212e5fcc0f222c99ef461'),
      ('constraint billing.mandates.mandates_account_id_bank_account_id_fkey', '29c83ea156951c9c20ec00571dada0595478ad530cf0658d83c9224e8cb90f6f'),
      ('constraint billing.mandates.mandates_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint billing.number_series.number_series_do_not_overlap', 'd3032c6c4ba5622c525f0c91fa9a437e9131129b21b9a77d7dabcfd778ba3223'),
      ('constraint billing.number_series.number_series_pkey', 'aeb80b495ce045c9aacd905aada9e4c969cbe0e4256f94ada17701e6c2ff74c4'),
      ('constraint billing.operators.operators_email_key', '1d40c82d98714111dd53c279d299065411caaa45ac74a9580421fa43800e1432'),
      ('constraint billing.operators.operators_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint billing.payments.payments_account_id_fkey', '09fab061afcfc9556a44b6a1553a239984199b62f80b8ab477694fa4af4ccc04'),
      ('constraint billing.payments.payments_card_has_token', 'dbd149828b666af8e2e1bc1a8c649cbeff11255758c7fcbd879b36a5bdeed503'),
      ('constraint billing.payments.payments_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint billing.schema_migrations.schema_migrations_pkey', '51b255af119395e0411b540c278a3474cac73a349d72c54e27ccb02cd4749b07'),
      ('constraint billing.settings.settings_pkey', '7bae5e355e1887ccfd39ef9956bbf61830ae3ddfc8fe194f52b0571adc084745'),
      ('constraint billing.subscriptions.subscriptions_account_id_fkey', '09fab061afcfc9556a44b6a1553a239984199b62f80b8ab477694fa4af4ccc04'),
      ('constraint billing.subscriptions.subscriptions_pauses_within', '08c1a2bf37576b0e18876f2225c2fe662e4e11a6f3772db84971337e9d828c3c'),
      ('constraint billing.subscriptions.subscriptions_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint billing.tax_codes.tax_codes_pkey', 'c9f11f3a9a846b6d39be85239e243207bda88d476678488ebc82be653c9dea09'),
      ('constraint billing.tax_ids.tax_ids_account_id_fkey', '42c5d0306991fd7d5a87c773363724b32b450d9eaf18fb99ca1e15d415d2afcc'),
      ('constraint billing.tax_ids.tax_ids_one_at_a_time', 'ae8562be6379eb7d3638ae76258218e35617884a308736dda390c26cb118dc09'),
      ('constraint billing.tax_ids.tax_ids_one_of_both', '1ef0a28b878c327fd025b14e0ed75987292ec4eb1af2a7ff767a0c6e2089ec73'),
      ('constraint billing.tax_ids.tax_ids_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint billing.tax_ids.tax_ids_vat_shape', '2b9d78be9f513e5cbb12c83d8abf593fc91e3fe82a8abc93a38470abce770d7f'),
      ('constraint ledger.chart.chart_below_itself', '1da86830e9c98c2c4e1d5c577612c9acc66f8ac6efdd92bb32e7e485deb5fe64'),
      ('constraint ledger.chart.chart_parent_fkey', '37f16c08e821088a9c1308cf1bcbaaad95b0d8250187fa50bf338064c731f14d'),
      ('constraint ledger.chart.chart_pkey', 'c9f11f3a9a846b6d39be85239e243207bda88d476678488ebc82be653c9dea09'),
      ('constraint ledger.entries.entries_credit_note_id_fkey', 'daebc150945e5db7fca5c662163a9373b18d27c4e4ed1c42bcd76d85f7c1db48'),
      ('constraint ledger.entries.entries_invoice_id_fkey', '621d24fb2529315f5eea264ffc3958241c151d2f475e54530284dc4d0bfb0475'),
      ('constraint ledger.entries.entries_payment_id_fkey', '1bf2982e26eca6954f2ac2d30cc2caa5fa5016272637be64e3c15fab90353bad'),
      ('constraint ledger.entries.entries_pkey', '8c8464f42472e42ee190fc91ca8db79b5351d3a4609040516578d229c56f6fa5'),
      ('constraint ledger.entries.entries_reverses_fkey', '610f77f7b5fa9698b1c7077aae5972968adb4b62d8692465ea95b65fcc2d80de'),
      ('constraint ledger.entries.entries_reverses_key', 'cc3cb46fcc7fb7fc7ed3c46d1f1c22b619a46d2537480672479e77ad824ab1a1'),
      ('constraint ledger.postings.postings_account_id_fkey', '09fab061afcfc9556a44b6a1553a239984199b62f80b8ab477694fa4af4ccc04'),
      ('constraint ledger.postings.postings_chart_code_fkey', '2d84399a7cbee3cd9411a8106e42b16a262bc902caef11b56f7b683b9905dfd8'),
      ('constraint ledger.postings.postings_entry_id_fkey', 'c180428d5b0da302cf8c9bc9516222e51518058c1229df5275f8cd4214e473a5'),
      ('constraint ledger.postings.postings_not_zero', '22e495ee54240fcd3852b9069d732e7d294188e0bbb2e40ad42cf634840ad61c'),
      ('constraint ledger.postings.postings_pkey', 'c57acfad61772235cd7a76af11c315a8513e168f08cacdada6df914c79dc258d'),
      ('constraint ledger.postings_0.postings_not_zero', '22e495ee54240fcd3852b9069d732e7d294188e0bbb2e40ad42cf634840ad61c'),
      ('constraint ledger.postings_1.postings_not_zero', '22e495ee54240fcd3852b9069d732e7d294188e0bbb2e40ad42cf634840ad61c'),
      ('constraint ledger.postings_2.postings_not_zero', '22e495ee54240fcd3852b9069d732e7d294188e0bbb2e40ad42cf634840ad61c'),
      ('constraint ledger.trial_balances.trial_balances_add_up', '30ec0976427201407c7de3cac9be4b3189ce7b51ebaabbc3c8c1eb99bf64f681'),
      ('constraint ledger.trial_balances.trial_balances_pkey', 'c6e82604179469b43eddf952bebdaf786e5c1377417a20e5f609eb3f9d572be1'),
      ('materialized view ledger.debtors', 'df91e0b6c151be1cf457ff967429fa3d4ab2f551a6d66bf946c0e0f8aa15dd71'),
      ('table "psp-gateway".cards', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table "psp-gateway".credentials', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table "psp-gateway".endpoints', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table "psp-gateway".outbox', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table "psp-gateway".received_events', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.accounts', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.allocations', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.bank_accounts', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.bank_statement_lines', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.collections', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.contacts', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.credit_notes', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.dunning_letters', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.dunning_levels', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.e_invoices', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.exchange_rates', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.invoice_lines', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.invoices', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.mandates', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.number_series', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.operators', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.payments', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.schema_migrations', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.settings', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.subscriptions', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.tax_codes', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table billing.tax_ids', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table ledger.chart', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table ledger.entries', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('table ledger.postings', 'e77321fbaabe7a3d0f91c6ee7b1a18e071e7114e5a53ae50aa203cacd7d7d9ea'),
      ('table ledger.postings_0', '117c3ad55c131102758bd073e25f656bdba0e869883a8670decc12e6a93204f1'),
      ('table ledger.postings_1', '194cd83d66af4b769ca59a06912268fa734018b7205a6f15d525981eca08a5a0'),
      ('table ledger.postings_2', 'b552daf43ec22c640ac41fc227270b23c53bbab460d5772030ecf4130e76cb96'),
      ('table ledger.trial_balances', 'fbc037d263112911306a5e18e68939db5dd4d5f767a0844c3ca8fb9d3388b6bf'),
      ('trigger billing.payments.payments_announce', '73ac73dc4f93559b8a29474e99e74f6d7a136073a90d5990d786d1022bb68253'),
      ('trigger ledger.entries.entries_are_final', 'f9be698f6289ba6bb1f8b2b7f4c11512be5da33abab8b27242da790c5bb5f66f'),
      ('trigger ledger.journal.journal_is_final', '8d31f0ca87f58c439573210d3101b630d2410e2a340a3ecdf2b4fd201f96a9d4'),
      ('trigger ledger.postings.postings_add_up', 'edcdaa6ecebf38f0d867cb02945cc496ddd1da8372b090220857020deb21b035'),
      ('unique index billing.accounts.accounts_email_key', '0537386444fef1eab60c7e136507ad7677ca00b4e1d0392f48bad5f9e0cc4d9d'),
      ('unique index billing.bank_accounts.bank_accounts_default_key', 'f6a941e5ca2ef412960f6739c39e179b93bac6f74eda5eba01a3ffda29d828e9'),
      ('unique index billing.mandates.mandates_reference_key', '479bb6792b0d27dc6eafc3e832a4e7948dac9384a0781b96ad595291a4bd4fe7'),
      ('unique index ledger.debtors.debtors_account_key', '57576e0292c30c4f3938b4a5edd3b39003ddce09075d6ad311ede1ee3540ca9e'),
      ('view billing.account_balances', '134ba3016922593ad5c42f67a55ae9b36cac6170977c3e1e4cf6583224f04a5f'),
      ('view billing.companies', '134ba3016922593ad5c42f67a55ae9b36cac6170977c3e1e4cf6583224f04a5f'),
      ('view billing.open_invoices', '134ba3016922593ad5c42f67a55ae9b36cac6170977c3e1e4cf6583224f04a5f'),
      ('view ledger.chart_paths', '134ba3016922593ad5c42f67a55ae9b36cac6170977c3e1e4cf6583224f04a5f'),
      ('view ledger.journal', '134ba3016922593ad5c42f67a55ae9b36cac6170977c3e1e4cf6583224f04a5f'),
      ('view ledger.vat_return', '134ba3016922593ad5c42f67a55ae9b36cac6170977c3e1e4cf6583224f04a5f')
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
