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
      ('column "psp-gateway".cards.account_id', 'bigint not null'),
      ('column "psp-gateway".cards.brand', 'text not null'),
      ('column "psp-gateway".cards.expires_on', 'date not null'),
      ('column "psp-gateway".cards.fingerprint', 'bytea not null'),
      ('column "psp-gateway".cards.holder', 'text not null'),
      ('column "psp-gateway".cards.id', 'uuid not null'),
      ('column "psp-gateway".cards.last4', 'character(4) generated stored #57a03d8ad465eb9e2cd752b0a4074940'),
      ('column "psp-gateway".cards.number', '"psp-gateway".card_number not null'),
      ('column "psp-gateway".cards.token', 'character varying(64)'),
      ('column "psp-gateway".credentials.api_key', 'text not null'),
      ('column "psp-gateway".credentials.client_certificate', 'text'),
      ('column "psp-gateway".credentials.environment', 'text not null'),
      ('column "psp-gateway".credentials.merchant_id', 'text not null'),
      ('column "psp-gateway".credentials.provider', 'text not null'),
      ('column "psp-gateway".credentials.rotated_at', 'timestamp with time zone not null'),
      ('column "psp-gateway".credentials.webhook_secret', 'text'),
      ('column "psp-gateway".endpoints.active', 'boolean not null'),
      ('column "psp-gateway".endpoints.secret', 'text not null'),
      ('column "psp-gateway".endpoints.topic', 'text not null'),
      ('column "psp-gateway".endpoints.url', 'text not null'),
      ('column "psp-gateway".outbox.created_at', 'timestamp with time zone not null'),
      ('column "psp-gateway".outbox.id', 'bigint not null identity always'),
      ('column "psp-gateway".outbox.payload', 'jsonb not null'),
      ('column "psp-gateway".outbox.sent_at', 'timestamp with time zone'),
      ('column "psp-gateway".outbox.topic', 'text not null'),
      ('column "psp-gateway".received_events.body', 'xml not null'),
      ('column "psp-gateway".received_events.id', 'text not null'),
      ('column "psp-gateway".received_events.received_at', 'timestamp with time zone not null'),
      ('column billing.account_balances.balance', 'numeric'),
      ('column billing.account_balances.city', 'text collate "C"'),
      ('column billing.account_balances.currency', 'billing.currency'),
      ('column billing.account_balances.email', 'text'),
      ('column billing.account_balances.id', 'bigint'),
      ('column billing.account_balances.name', 'text'),
      ('column billing.accounts.billing_address', 'billing.postal_address not null'),
      ('column billing.accounts.closed_at', 'timestamp with time zone'),
      ('column billing.accounts.created_at', 'timestamp with time zone not null'),
      ('column billing.accounts.credit_limit', 'billing.positive_amount'),
      ('column billing.accounts.currency', 'billing.currency not null'),
      ('column billing.accounts.delivery_addresses', 'billing.postal_address[] not null'),
      ('column billing.accounts.dunning_blocked', 'daterange'),
      ('column billing.accounts.email', 'text not null'),
      ('column billing.accounts.features', 'bit(8) not null'),
      ('column billing.accounts.id', 'bigint not null identity always'),
      ('column billing.accounts.kind', 'billing.account_kind not null'),
      ('column billing.accounts.language', 'character varying(5) not null'),
      ('column billing.accounts.name', 'text not null'),
      ('column billing.accounts.notes', 'text'),
      ('column billing.accounts.phone', 'character varying(24)'),
      ('column billing.accounts.storefront_id', 'bigint'),
      ('column billing.allocations.amount', 'billing.positive_amount not null'),
      ('column billing.allocations.invoice_id', 'bigint not null'),
      ('column billing.allocations.payment_id', 'uuid not null'),
      ('column billing.bank_accounts.account_id', 'bigint not null'),
      ('column billing.bank_accounts.bank_name', 'text'),
      ('column billing.bank_accounts.bic', 'billing.bic'),
      ('column billing.bank_accounts.created_at', 'timestamp with time zone not null'),
      ('column billing.bank_accounts.holder', 'text not null'),
      ('column billing.bank_accounts.iban', 'billing.iban not null'),
      ('column billing.bank_accounts.iban_check', 'smallint generated stored #ff16bf5c9ff51348d887b4ef148d48da'),
      ('column billing.bank_accounts.iban_country', 'text generated stored #14b44ada20a4b4313bb0810201d10417'),
      ('column billing.bank_accounts.id', 'integer not null identity by default'),
      ('column billing.bank_accounts.is_default', 'boolean not null'),
      ('column billing.bank_statement_lines.amount', 'numeric(14,2) not null'),
      ('column billing.bank_statement_lines.booked_on', 'date not null'),
      ('column billing.bank_statement_lines.counterparty', 'text'),
      ('column billing.bank_statement_lines.counterparty_iban', 'text'),
      ('column billing.bank_statement_lines.currency', 'character(3) not null'),
      ('column billing.bank_statement_lines.line_no', 'smallint not null'),
      ('column billing.bank_statement_lines.matched_payment', 'uuid'),
      ('column billing.bank_statement_lines.purpose', 'text'),
      ('column billing.bank_statement_lines.raw_line', 'text'),
      ('column billing.bank_statement_lines.statement_no', 'integer not null'),
      ('column billing.collections.amount', 'billing.positive_amount not null'),
      ('column billing.collections.due_on', 'date not null'),
      ('column billing.collections.id', 'integer not null identity by default'),
      ('column billing.collections.kind', 'character(4) not null'),
      ('column billing.collections.mandate_reference', 'character varying(35) not null'),
      ('column billing.collections.payment_id', 'uuid'),
      ('column billing.collections.returned_because', 'text'),
      ('column billing.companies.credit_limit', 'billing.positive_amount'),
      ('column billing.companies.email', 'text'),
      ('column billing.companies.id', 'bigint'),
      ('column billing.companies.kind', 'billing.account_kind'),
      ('column billing.companies.name', 'text'),
      ('column billing.contacts."position"', 'smallint not null'),
      ('column billing.contacts.account_id', 'bigint not null'),
      ('column billing.contacts.born_on', 'date'),
      ('column billing.contacts.email', 'text'),
      ('column billing.contacts.full_name', 'text not null'),
      ('column billing.contacts.phone', 'text'),
      ('column billing.contacts.receives', 'text[] not null'),
      ('column billing.credit_notes.amount', 'billing.positive_amount not null'),
      ('column billing.credit_notes.approved_by', 'integer'),
      ('column billing.credit_notes.id', 'integer not null identity by default'),
      ('column billing.credit_notes.invoice_id', 'bigint not null'),
      ('column billing.credit_notes.issued_on', 'date not null'),
      ('column billing.credit_notes.pdf', 'bytea'),
      ('column billing.credit_notes.reason', 'text not null'),
      ('column billing.dunning_letters.account_id', 'bigint not null'),
      ('column billing.dunning_letters.address', 'billing.postal_address not null'),
      ('column billing.dunning_letters.answer', 'text'),
      ('column billing.dunning_letters.id', 'integer not null identity by default'),
      ('column billing.dunning_letters.invoice_id', 'bigint'),
      ('column billing.dunning_letters.letter', 'text not null'),
      ('column billing.dunning_letters.level', 'smallint not null'),
      ('column billing.dunning_letters.pdf', 'bytea'),
      ('column billing.dunning_letters.sent_on', 'date not null'),
      ('column billing.dunning_levels.applies_to', 'billing.amount_range not null'),
      ('column billing.dunning_levels.days_late', 'int4range not null'),
      ('column billing.dunning_levels.fee', 'billing.positive_amount not null'),
      ('column billing.dunning_levels.level', 'smallint not null'),
      ('column billing.e_invoices.digest', 'bytea not null'),
      ('column billing.e_invoices.document', 'xml not null'),
      ('column billing.e_invoices.invoice_id', 'bigint not null'),
      ('column billing.e_invoices.receipt', 'xml'),
      ('column billing.e_invoices.transmitted_at', 'timestamp with time zone'),
      ('column billing.exchange_rates.base', 'billing.currency not null'),
      ('column billing.exchange_rates.quote', 'billing.currency not null'),
      ('column billing.exchange_rates.rate', 'numeric(18,8) not null'),
      ('column billing.exchange_rates.valid', 'daterange not null'),
      ('column billing.invoice_lines.delivered_to', 'billing.postal_address'),
      ('column billing.invoice_lines.description', 'text not null'),
      ('column billing.invoice_lines.invoice_id', 'bigint not null'),
      ('column billing.invoice_lines.line_no', 'smallint not null'),
      ('column billing.invoice_lines.net', 'numeric(14,2) generated stored #9c2e3c1eb04cecd3ee4bf274c77eece1'),
      ('column billing.invoice_lines.quantity', 'numeric(12,3) not null'),
      ('column billing.invoice_lines.tax_code', 'text not null'),
      ('column billing.invoice_lines.unit_price', 'numeric(14,4) not null'),
      ('column billing.invoices.account_id', 'bigint not null'),
      ('column billing.invoices.bill_to', 'billing.postal_address not null'),
      ('column billing.invoices.credit_note_id', 'integer'),
      ('column billing.invoices.currency', 'billing.currency not null'),
      ('column billing.invoices.document_no', 'text generated stored #8b34e972e5d993fcb50960b8c2258839'),
      ('column billing.invoices.due_on', 'date not null'),
      ('column billing.invoices.gross', 'billing.positive_amount not null'),
      ('column billing.invoices.id', 'bigint not null identity by default'),
      ('column billing.invoices.issued_on', 'date not null'),
      ('column billing.invoices.net', 'billing.positive_amount not null'),
      ('column billing.invoices.notes', 'text'),
      ('column billing.invoices.number', 'bigint not null'),
      ('column billing.invoices.payment_reference', 'text generated stored #280c9dcf759a27cd54d4eea1a51c04d1'),
      ('column billing.invoices.pdf', 'bytea'),
      ('column billing.invoices.period', 'daterange'),
      ('column billing.invoices.purchase_order', 'character varying(40)'),
      ('column billing.invoices.recipient_email', 'text'),
      ('column billing.invoices.sent_at', 'timestamp with time zone'),
      ('column billing.invoices.series', 'text not null'),
      ('column billing.invoices.status', 'billing.invoice_status not null'),
      ('column billing.invoices.subscription_id', 'integer'),
      ('column billing.invoices.tax', 'billing.positive_amount not null'),
      ('column billing.mandates.account_id', 'bigint not null'),
      ('column billing.mandates.bank_account_id', 'integer'),
      ('column billing.mandates.id', 'integer not null identity by default'),
      ('column billing.mandates.reference', 'character varying(35) not null'),
      ('column billing.mandates.revoked_at', 'timestamp with time zone'),
      ('column billing.mandates.signature', 'bytea'),
      ('column billing.mandates.signed_by', 'text not null'),
      ('column billing.mandates.signed_from', 'inet'),
      ('column billing.mandates.signed_on', 'date not null'),
      ('column billing.number_series.numbers', 'int8range not null'),
      ('column billing.number_series.prefix', 'text not null'),
      ('column billing.open_invoices.document_no', 'text'),
      ('column billing.open_invoices.due_on', 'date'),
      ('column billing.open_invoices.name', 'text'),
      ('column billing.open_invoices.open', 'numeric'),
      ('column billing.open_invoices.payment_reference', 'text'),
      ('column billing.operators.api_key_digest', 'bytea'),
      ('column billing.operators.email', 'text not null'),
      ('column billing.operators.id', 'integer not null identity always'),
      ('column billing.operators.may', 'text[] not null'),
      ('column billing.operators.name', 'text not null'),
      ('column billing.operators.password_hash', 'text not null'),
      ('column billing.operators.signature_image', 'bytea'),
      ('column billing.operators.totp_secret', 'text'),
      ('column billing.payments.account_id', 'bigint not null'),
      ('column billing.payments.amount', 'billing.positive_amount not null'),
      ('column billing.payments.currency', 'billing.currency not null'),
      ('column billing.payments.id', 'uuid not null'),
      ('column billing.payments.method', 'billing.payment_method not null'),
      ('column billing.payments.payer_iban', 'billing.iban'),
      ('column billing.payments.payer_name', 'text'),
      ('column billing.payments.psp_token', 'character varying(64)'),
      ('column billing.payments.received_at', 'timestamp with time zone not null'),
      ('column billing.payments.remittance', 'text'),
      ('column billing.schema_migrations.version', 'text not null'),
      ('column billing.settings.name', 'text not null'),
      ('column billing.settings.value', 'text not null'),
      ('column billing.subscriptions.account_id', 'bigint not null'),
      ('column billing.subscriptions.cancelled_because', 'text'),
      ('column billing.subscriptions.during', 'daterange not null'),
      ('column billing.subscriptions.id', 'integer not null identity by default'),
      ('column billing.subscriptions.monthly', 'billing.positive_amount not null'),
      ('column billing.subscriptions.paused', 'datemultirange not null'),
      ('column billing.subscriptions.plan', 'text not null'),
      ('column billing.subscriptions.volume', 'billing.amount_multirange'),
      ('column billing.tax_codes.code', 'text not null'),
      ('column billing.tax_codes.label', 'text'),
      ('column billing.tax_codes.rate', 'billing.percentage not null'),
      ('column billing.tax_codes.valid', 'daterange not null'),
      ('column billing.tax_ids.account_id', 'bigint not null'),
      ('column billing.tax_ids.id', 'integer not null identity by default'),
      ('column billing.tax_ids.national_id', 'character varying(24)'),
      ('column billing.tax_ids.valid', 'daterange not null'),
      ('column billing.tax_ids.vat_country', 'text generated stored #8792bff955a86d112cf94fc6bb852b0b'),
      ('column billing.tax_ids.vat_number', 'character varying(20)'),
      ('column billing.tax_ids.verified_at', 'timestamp with time zone'),
      ('column billing.tax_ids.vies_answer', 'xml'),
      ('column ledger.chart.code', 'text not null'),
      ('column ledger.chart.name', 'text not null'),
      ('column ledger.chart.parent', 'text'),
      ('column ledger.chart_paths.code', 'text'),
      ('column ledger.chart_paths.path', 'text[]'),
      ('column ledger.debtors.account_id', 'bigint'),
      ('column ledger.debtors.balance', 'numeric'),
      ('column ledger.debtors.email', 'text'),
      ('column ledger.debtors.name', 'text'),
      ('column ledger.entries.booked_on', 'date not null'),
      ('column ledger.entries.credit_note_id', 'integer'),
      ('column ledger.entries.currency', 'billing.currency not null'),
      ('column ledger.entries.id', 'bigint not null identity by default'),
      ('column ledger.entries.invoice_id', 'bigint'),
      ('column ledger.entries.payment_id', 'uuid'),
      ('column ledger.entries.posted_by', 'text not null'),
      ('column ledger.entries.reverses', 'bigint'),
      ('column ledger.entries.text', 'text not null'),
      ('column ledger.journal.amount', 'billing.amount'),
      ('column ledger.journal.booked_on', 'date'),
      ('column ledger.journal.chart_code', 'text'),
      ('column ledger.journal.id', 'bigint'),
      ('column ledger.journal.line_no', 'smallint'),
      ('column ledger.journal.text', 'text'),
      ('column ledger.postings.account_id', 'bigint'),
      ('column ledger.postings.amount', 'billing.amount not null'),
      ('column ledger.postings.chart_code', 'text not null'),
      ('column ledger.postings.entry_id', 'bigint not null'),
      ('column ledger.postings.line_no', 'smallint not null'),
      ('column ledger.postings.memo', 'text'),
      ('column ledger.postings_0.account_id', 'bigint'),
      ('column ledger.postings_0.amount', 'billing.amount not null'),
      ('column ledger.postings_0.chart_code', 'text not null'),
      ('column ledger.postings_0.entry_id', 'bigint not null'),
      ('column ledger.postings_0.line_no', 'smallint not null'),
      ('column ledger.postings_0.memo', 'text'),
      ('column ledger.postings_1.account_id', 'bigint'),
      ('column ledger.postings_1.amount', 'billing.amount not null'),
      ('column ledger.postings_1.chart_code', 'text not null'),
      ('column ledger.postings_1.entry_id', 'bigint not null'),
      ('column ledger.postings_1.line_no', 'smallint not null'),
      ('column ledger.postings_1.memo', 'text'),
      ('column ledger.postings_2.account_id', 'bigint'),
      ('column ledger.postings_2.amount', 'billing.amount not null'),
      ('column ledger.postings_2.chart_code', 'text not null'),
      ('column ledger.postings_2.entry_id', 'bigint not null'),
      ('column ledger.postings_2.line_no', 'smallint not null'),
      ('column ledger.postings_2.memo', 'text'),
      ('column ledger.trial_balances.credits', 'numeric(16,2) not null'),
      ('column ledger.trial_balances.currency', 'billing.currency not null'),
      ('column ledger.trial_balances.debits', 'numeric(16,2) not null'),
      ('column ledger.trial_balances.difference', 'numeric(16,2) generated stored #c1610221a6dc5eaf73c46a57204efde2'),
      ('column ledger.trial_balances.entries', 'bigint not null'),
      ('column ledger.trial_balances.taken_at', 'timestamp with time zone not null'),
      ('column ledger.trial_balances.unbalanced_entries', 'bigint not null'),
      ('column ledger.vat_return.currency', 'billing.currency'),
      ('column ledger.vat_return.net', 'numeric'),
      ('column ledger.vat_return.quarter', 'date'),
      ('column ledger.vat_return.tax_code', 'text'),
      ('composite type billing.postal_address', 'recipient text, street text, postal_code character varying(12), city text, country character(2)'),
      ('composite type billing.statement_line', 'statement_no integer, line_no smallint, booked_on date, amount numeric(14,2), currency character(3), counterparty text, counterparty_iban text, purpose text, raw_line text, matched_payment uuid'),
      ('constraint "psp-gateway".cards.cards_account_id_fkey', 'FOREIGN KEY (account_id) REFERENCES billing.accounts(id) ON DELETE CASCADE'),
      ('constraint "psp-gateway".cards.cards_fingerprint_key', 'UNIQUE (fingerprint)'),
      ('constraint "psp-gateway".cards.cards_pkey', 'PRIMARY KEY (id)'),
      ('constraint "psp-gateway".credentials.credentials_environment_check', 'CHECK #eb5e2f33a437e6bcbe6b5368f90312e0'),
      ('constraint "psp-gateway".credentials.credentials_pkey', 'PRIMARY KEY (provider, environment)'),
      ('constraint "psp-gateway".endpoints.endpoints_pkey', 'PRIMARY KEY (topic)'),
      ('constraint "psp-gateway".outbox.outbox_pkey', 'PRIMARY KEY (id)'),
      ('constraint "psp-gateway".outbox.outbox_topic_fkey', 'FOREIGN KEY (topic) REFERENCES "psp-gateway".endpoints(topic) ON UPDATE CASCADE ON DELETE CASCADE'),
      ('constraint "psp-gateway".received_events.received_events_pkey', 'PRIMARY KEY (id)'),
      ('constraint billing.accounts.accounts_address_has_country', 'CHECK #e9a5e3e7eb95bdb893ea58a1b43379e6'),
      ('constraint billing.accounts.accounts_email_has_at', 'CHECK #30d3c9a90b844f7a4e952ec9b4b3b063'),
      ('constraint billing.accounts.accounts_pkey', 'PRIMARY KEY (id)'),
      ('constraint billing.accounts.accounts_storefront_key', 'UNIQUE (storefront_id)'),
      ('constraint billing.allocations.allocations_invoice_id_fkey', 'FOREIGN KEY (invoice_id) REFERENCES billing.invoices(id)'),
      ('constraint billing.allocations.allocations_payment_id_fkey', 'FOREIGN KEY (payment_id) REFERENCES billing.payments(id) ON DELETE CASCADE'),
      ('constraint billing.allocations.allocations_pkey', 'PRIMARY KEY (payment_id, invoice_id)'),
      ('constraint billing.bank_accounts.bank_accounts_account_id_fkey', 'FOREIGN KEY (account_id) REFERENCES billing.accounts(id)'),
      ('constraint billing.bank_accounts.bank_accounts_pkey', 'PRIMARY KEY (account_id, id)'),
      ('constraint billing.bank_statement_lines.bank_statement_lines_payment_fkey', 'FOREIGN KEY (matched_payment) REFERENCES billing.payments(id) ON DELETE SET NULL'),
      ('constraint billing.collections.collections_kind_check', 'CHECK #e0503252d88971945a638f6d58cce330'),
      ('constraint billing.collections.collections_mandate_reference_fkey', 'FOREIGN KEY (mandate_reference) REFERENCES billing.mandates(reference) ON UPDATE CASCADE'),
      ('constraint billing.collections.collections_payment_id_fkey', 'FOREIGN KEY (payment_id) REFERENCES billing.payments(id) ON DELETE SET NULL'),
      ('constraint billing.collections.collections_payment_id_key', 'UNIQUE (payment_id)'),
      ('constraint billing.collections.collections_pkey', 'PRIMARY KEY (id)'),
      ('constraint billing.contacts.contacts_account_id_fkey', 'FOREIGN KEY (account_id) REFERENCES billing.accounts(id) ON DELETE CASCADE'),
      ('constraint billing.contacts.contacts_pkey', 'PRIMARY KEY (account_id, "position")'),
      ('constraint billing.credit_notes.credit_notes_approved_by_fkey', 'FOREIGN KEY (approved_by) REFERENCES billing.operators(id)'),
      ('constraint billing.credit_notes.credit_notes_invoice_id_fkey', 'FOREIGN KEY (invoice_id) REFERENCES billing.invoices(id)'),
      ('constraint billing.credit_notes.credit_notes_invoice_id_key', 'UNIQUE (invoice_id)'),
      ('constraint billing.credit_notes.credit_notes_pkey', 'PRIMARY KEY (id)'),
      ('constraint billing.dunning_letters.dunning_letters_account_id_invoice_id_fkey', 'FOREIGN KEY (account_id, invoice_id) REFERENCES billing.invoices(account_id, id) ON DELETE SET NULL (invoice_id)'),
      ('constraint billing.dunning_letters.dunning_letters_level_fkey', 'FOREIGN KEY (level) REFERENCES billing.dunning_levels(level)'),
      ('constraint billing.dunning_letters.dunning_letters_pkey', 'PRIMARY KEY (id)'),
      ('constraint billing.dunning_levels.dunning_levels_pkey', 'PRIMARY KEY (level)'),
      ('constraint billing.e_invoices.e_invoices_digest_length', 'CHECK #af496be9743a8d142a8db065b589111c'),
      ('constraint billing.e_invoices.e_invoices_invoice_id_fkey', 'FOREIGN KEY (invoice_id) REFERENCES billing.invoices(id) ON DELETE CASCADE'),
      ('constraint billing.e_invoices.e_invoices_is_document', 'CHECK #122c46f5d50b6af432a3ce0499509c12'),
      ('constraint billing.e_invoices.e_invoices_pkey', 'PRIMARY KEY (invoice_id)'),
      ('constraint billing.exchange_rates.exchange_rates_rate_check', 'CHECK #f602859cc9586b62be2a3669443f25bb'),
      ('constraint billing.invoice_lines.invoice_lines_invoice_id_fkey', 'FOREIGN KEY (invoice_id) REFERENCES billing.invoices(id) ON DELETE CASCADE'),
      ('constraint billing.invoice_lines.invoice_lines_pkey', 'PRIMARY KEY (invoice_id, line_no)'),
      ('constraint billing.invoice_lines.invoice_lines_tax_code_fkey', 'FOREIGN KEY (tax_code) REFERENCES billing.tax_codes(code) ON UPDATE CASCADE'),
      ('constraint billing.invoices.invoices_account_id_fkey', 'FOREIGN KEY (account_id) REFERENCES billing.accounts(id)'),
      ('constraint billing.invoices.invoices_account_key', 'UNIQUE (account_id, id)'),
      ('constraint billing.invoices.invoices_adds_up', 'CHECK #db8f4a3c73e28845e05b2ff1f7977bcd'),
      ('constraint billing.invoices.invoices_credit_note_fkey', 'FOREIGN KEY (credit_note_id) REFERENCES billing.credit_notes(id) DEFERRABLE INITIALLY DEFERRED'),
      ('constraint billing.invoices.invoices_credited_has_note', 'CHECK #b6d2045e2d7e0252b4d13491d7aaf108'),
      ('constraint billing.invoices.invoices_due_later', 'CHECK #226218b1a2a5f54c5ea19a8c198730cd'),
      ('constraint billing.invoices.invoices_number_key', 'UNIQUE (series, number)'),
      ('constraint billing.invoices.invoices_pkey', 'PRIMARY KEY (id)'),
      ('constraint billing.invoices.invoices_series_fkey', 'FOREIGN KEY (series) REFERENCES billing.number_series(prefix) ON UPDATE CASCADE'),
      ('constraint billing.invoices.invoices_subscription_id_fkey', 'FOREIGN KEY (subscription_id) REFERENCES billing.subscriptions(id) ON DELETE SET NULL'),
      ('constraint billing.mandates.mandates_account_id_bank_account_id_fkey', 'FOREIGN KEY (account_id, bank_account_id) REFERENCES billing.bank_accounts(account_id, id) ON DELETE SET NULL (bank_account_id)'),
      ('constraint billing.mandates.mandates_pkey', 'PRIMARY KEY (id)'),
      ('constraint billing.number_series.number_series_do_not_overlap', 'EXCLUDE #d3032c6c4ba5622c525f0c91fa9a437e'),
      ('constraint billing.number_series.number_series_pkey', 'PRIMARY KEY (prefix)'),
      ('constraint billing.operators.operators_email_key', 'UNIQUE (email)'),
      ('constraint billing.operators.operators_pkey', 'PRIMARY KEY (id)'),
      ('constraint billing.payments.payments_account_id_fkey', 'FOREIGN KEY (account_id) REFERENCES billing.accounts(id)'),
      ('constraint billing.payments.payments_card_has_token', 'CHECK #dbd149828b666af8e2e1bc1a8c649cbe'),
      ('constraint billing.payments.payments_pkey', 'PRIMARY KEY (id)'),
      ('constraint billing.schema_migrations.schema_migrations_pkey', 'PRIMARY KEY (version)'),
      ('constraint billing.settings.settings_pkey', 'PRIMARY KEY (name)'),
      ('constraint billing.subscriptions.subscriptions_account_id_fkey', 'FOREIGN KEY (account_id) REFERENCES billing.accounts(id)'),
      ('constraint billing.subscriptions.subscriptions_pauses_within', 'CHECK #08c1a2bf37576b0e18876f2225c2fe66'),
      ('constraint billing.subscriptions.subscriptions_pkey', 'PRIMARY KEY (id)'),
      ('constraint billing.tax_codes.tax_codes_pkey', 'PRIMARY KEY (code)'),
      ('constraint billing.tax_ids.tax_ids_account_id_fkey', 'FOREIGN KEY (account_id) REFERENCES billing.accounts(id) ON DELETE CASCADE'),
      ('constraint billing.tax_ids.tax_ids_one_at_a_time', 'EXCLUDE #ae8562be6379eb7d3638ae76258218e3'),
      ('constraint billing.tax_ids.tax_ids_one_of_both', 'CHECK #1ef0a28b878c327fd025b14e0ed75987'),
      ('constraint billing.tax_ids.tax_ids_pkey', 'PRIMARY KEY (id)'),
      ('constraint billing.tax_ids.tax_ids_vat_shape', 'CHECK #2b9d78be9f513e5cbb12c83d8abf593f'),
      ('constraint ledger.chart.chart_below_itself', 'CHECK #1da86830e9c98c2c4e1d5c577612c9ac'),
      ('constraint ledger.chart.chart_parent_fkey', 'FOREIGN KEY (parent) REFERENCES ledger.chart(code) ON UPDATE CASCADE'),
      ('constraint ledger.chart.chart_pkey', 'PRIMARY KEY (code)'),
      ('constraint ledger.entries.entries_credit_note_id_fkey', 'FOREIGN KEY (credit_note_id) REFERENCES billing.credit_notes(id)'),
      ('constraint ledger.entries.entries_invoice_id_fkey', 'FOREIGN KEY (invoice_id) REFERENCES billing.invoices(id)'),
      ('constraint ledger.entries.entries_payment_id_fkey', 'FOREIGN KEY (payment_id) REFERENCES billing.payments(id)'),
      ('constraint ledger.entries.entries_pkey', 'PRIMARY KEY (id)'),
      ('constraint ledger.entries.entries_reverses_fkey', 'FOREIGN KEY (reverses) REFERENCES ledger.entries(id)'),
      ('constraint ledger.entries.entries_reverses_key', 'UNIQUE (reverses)'),
      ('constraint ledger.postings.postings_account_id_fkey', 'FOREIGN KEY (account_id) REFERENCES billing.accounts(id)'),
      ('constraint ledger.postings.postings_chart_code_fkey', 'FOREIGN KEY (chart_code) REFERENCES ledger.chart(code) ON UPDATE CASCADE'),
      ('constraint ledger.postings.postings_entry_id_fkey', 'FOREIGN KEY (entry_id) REFERENCES ledger.entries(id)'),
      ('constraint ledger.postings.postings_not_zero', 'CHECK #22e495ee54240fcd3852b9069d732e7d'),
      ('constraint ledger.postings.postings_pkey', 'PRIMARY KEY (entry_id, line_no)'),
      ('constraint ledger.postings_0.postings_not_zero', 'CHECK #22e495ee54240fcd3852b9069d732e7d'),
      ('constraint ledger.postings_1.postings_not_zero', 'CHECK #22e495ee54240fcd3852b9069d732e7d'),
      ('constraint ledger.postings_2.postings_not_zero', 'CHECK #22e495ee54240fcd3852b9069d732e7d'),
      ('constraint ledger.trial_balances.trial_balances_add_up', 'CHECK #30ec0976427201407c7de3cac9be4b31'),
      ('constraint ledger.trial_balances.trial_balances_pkey', 'PRIMARY KEY (taken_at, currency)'),
      ('domain "psp-gateway".card_number', 'character varying(23) #738156c23a1369eb5acb11b716c84fea'),
      ('domain billing.amount', 'numeric(14,2)'),
      ('domain billing.bic', 'character varying(11) #7393e6bb052d035d2a18a83b841fb6ce'),
      ('domain billing.currency', 'character(3) #c1a781fa0271fbaac83cde6ee10f6875'),
      ('domain billing.iban', 'character varying(42) #ef3397bb494112cbbbfa654d4b0937c3'),
      ('domain billing.percentage', 'numeric(5,2) #a6a3110ee6b793a30e698c4c46d6bb31'),
      ('domain billing.positive_amount', 'billing.amount #ed518c365228fa06ce8d09034d01e4ad'),
      ('enum billing.account_kind', '#19f6d3a69facb9454b9514fa6b95fc99'),
      ('enum billing.invoice_status', '#d85cbbd879ff34f7450841b1b398a28a'),
      ('enum billing.payment_method', '#62da34db91c79f2b8de2c42850fd05ff'),
      ('materialized view ledger.debtors', 'materialized view'),
      ('range type billing.amount_range', 'range of numeric'),
      ('table "psp-gateway".cards', 'table'),
      ('table "psp-gateway".credentials', 'table'),
      ('table "psp-gateway".endpoints', 'table'),
      ('table "psp-gateway".outbox', 'table'),
      ('table "psp-gateway".received_events', 'table'),
      ('table billing.accounts', 'table'),
      ('table billing.allocations', 'table'),
      ('table billing.bank_accounts', 'table'),
      ('table billing.bank_statement_lines', 'table'),
      ('table billing.collections', 'table'),
      ('table billing.contacts', 'table'),
      ('table billing.credit_notes', 'table'),
      ('table billing.dunning_letters', 'table'),
      ('table billing.dunning_levels', 'table'),
      ('table billing.e_invoices', 'table'),
      ('table billing.exchange_rates', 'table'),
      ('table billing.invoice_lines', 'table'),
      ('table billing.invoices', 'table'),
      ('table billing.mandates', 'table'),
      ('table billing.number_series', 'table'),
      ('table billing.operators', 'table'),
      ('table billing.payments', 'table'),
      ('table billing.schema_migrations', 'table'),
      ('table billing.settings', 'table'),
      ('table billing.subscriptions', 'table'),
      ('table billing.tax_codes', 'table'),
      ('table billing.tax_ids', 'table'),
      ('table ledger.chart', 'table'),
      ('table ledger.entries', 'table'),
      ('table ledger.postings', 'partitioned table #ac679d073858b8005e994090f905754c'),
      ('table ledger.postings_0', 'table, partition of ledger.postings #1eff7a4513c491000c04d1f2bfcfc015'),
      ('table ledger.postings_1', 'table, partition of ledger.postings #2e4d98fa5c525306531f4853d5a0b412'),
      ('table ledger.postings_2', 'table, partition of ledger.postings #f9fc3e2f022c189d9f8c839971e8b851'),
      ('table ledger.trial_balances', 'table'),
      ('trigger billing.payments.payments_announce', '#73ac73dc4f93559b8a29474e99e74f6d'),
      ('trigger ledger.entries.entries_are_final', '#f9be698f6289ba6bb1f8b2b7f4c11512'),
      ('trigger ledger.journal.journal_is_final', '#8d31f0ca87f58c439573210d3101b630'),
      ('trigger ledger.postings.postings_add_up', '#edcdaa6ecebf38f0d867cb02945cc496'),
      ('unique index billing.accounts.accounts_email_key', '#0537386444fef1eab60c7e136507ad76'),
      ('unique index billing.bank_accounts.bank_accounts_default_key', '#f6a941e5ca2ef412960f6739c39e179b'),
      ('unique index billing.mandates.mandates_reference_key', '#479bb6792b0d27dc6eafc3e832a4e794'),
      ('unique index ledger.debtors.debtors_account_key', '#57576e0292c30c4f3938b4a5edd3b390'),
      ('view billing.account_balances', 'view'),
      ('view billing.companies', 'view'),
      ('view billing.open_invoices', 'view'),
      ('view ledger.chart_paths', 'view'),
      ('view ledger.journal', 'view'),
      ('view ledger.vat_return', 'view')
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
  FOREACH name IN ARRAY ARRAY['lower_password_hash', 'payment_test_key'] LOOP
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
