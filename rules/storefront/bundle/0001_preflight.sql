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
      ('column public.addresses.city', 'text not null'),
      ('column public.addresses.company', 'text'),
      ('column public.addresses.country_code', 'character(2) not null'),
      ('column public.addresses.created_at', 'timestamp with time zone not null'),
      ('column public.addresses.customer_id', 'bigint not null'),
      ('column public.addresses.delivery_note', 'text'),
      ('column public.addresses.id', 'bigint not null identity by default'),
      ('column public.addresses.label', 'text not null'),
      ('column public.addresses.phone', 'text'),
      ('column public.addresses.postal_code', 'character varying(10) not null'),
      ('column public.addresses.recipient', 'text not null'),
      ('column public.addresses.street', 'text not null'),
      ('column public.addresses.updated_at', 'timestamp with time zone not null'),
      ('column public.api_keys.created_at', 'timestamp with time zone not null'),
      ('column public.api_keys.customer_id', 'bigint not null'),
      ('column public.api_keys.id', 'integer not null identity by default'),
      ('column public.api_keys.key_hash', 'bytea not null'),
      ('column public.api_keys.label', 'text not null'),
      ('column public.api_keys.revoked_at', 'timestamp with time zone'),
      ('column public.api_keys.scopes', 'text[] not null'),
      ('column public.api_keys.token', 'text not null'),
      ('column public.best_customers.customer_id', 'bigint'),
      ('column public.best_customers.email', 'text'),
      ('column public.best_customers.full_name', 'text'),
      ('column public.best_customers.place', 'bigint'),
      ('column public.best_customers.revenue', 'numeric'),
      ('column public.carts.added_at', 'timestamp with time zone not null'),
      ('column public.carts.id', 'bigint not null identity by default'),
      ('column public.carts.quantity', 'integer not null'),
      ('column public.carts.session_token', 'text not null'),
      ('column public.carts.sku', 'text not null'),
      ('column public.categories."position"', 'integer not null'),
      ('column public.categories.id', 'integer not null identity by default'),
      ('column public.categories.name', 'text not null'),
      ('column public.categories.parent_id', 'integer'),
      ('column public.categories.slug', 'text not null'),
      ('column public.countries.code', 'character(2) not null'),
      ('column public.countries.dialling_code', 'text not null'),
      ('column public.countries.name', 'text not null'),
      ('column public.countries.vat_rate', 'numeric(5,2) not null'),
      ('column public.customer_audit.customer_id', 'bigint not null'),
      ('column public.customer_audit.id', 'bigint not null identity always'),
      ('column public.customer_audit.old_row', 'jsonb not null'),
      ('column public.customer_audit.operation', 'text not null'),
      ('column public.customer_audit.recorded_at', 'timestamp with time zone not null'),
      ('column public.customer_directory.city', 'text'),
      ('column public.customer_directory.customer_id', 'bigint'),
      ('column public.customer_directory.email', 'text'),
      ('column public.customer_directory.full_name', 'text'),
      ('column public.customer_directory.revenue', 'numeric'),
      ('column public.customer_overview.display_name', 'text'),
      ('column public.customer_overview.email', 'text'),
      ('column public.customer_overview.id', 'bigint'),
      ('column public.customer_overview.last_order_at', 'timestamp with time zone'),
      ('column public.customer_overview.orders', 'bigint'),
      ('column public.customer_overview.status', 'public.customer_status'),
      ('column public.customers.closed_at', 'timestamp with time zone'),
      ('column public.customers.country_code', 'character(2) not null'),
      ('column public.customers.created_at', 'timestamp with time zone not null'),
      ('column public.customers.date_of_birth', 'date'),
      ('column public.customers.display_name', 'text generated stored #44e063e37e3cc259756f1ef73a68d13a'),
      ('column public.customers.email', 'text not null'),
      ('column public.customers.first_name', 'text not null'),
      ('column public.customers.id', 'bigint not null identity always'),
      ('column public.customers.last_ip', 'inet'),
      ('column public.customers.last_name', 'text not null'),
      ('column public.customers.loyalty_card', 'character(19)'),
      ('column public.customers.marketing_consent', 'boolean not null'),
      ('column public.customers.notes', 'text'),
      ('column public.customers.password_hash', 'text not null'),
      ('column public.customers.phone', 'character varying(24)'),
      ('column public.customers.preferences', 'jsonb not null'),
      ('column public.customers.public_id', 'uuid not null'),
      ('column public.customers.referral_code', 'text not null'),
      ('column public.customers.reset_token', 'text'),
      ('column public.customers.salutation', 'text'),
      ('column public.customers.search', 'tsvector'),
      ('column public.customers.status', 'public.customer_status not null'),
      ('column public.customers.tags', 'text[] not null'),
      ('column public.customers.totp_secret', 'text'),
      ('column public.customers.updated_at', 'timestamp with time zone not null'),
      ('column public.customers.username', 'text not null'),
      ('column public.email_log.body', 'text'),
      ('column public.email_log.id', 'bigint not null identity by default'),
      ('column public.email_log.recipient', 'text not null'),
      ('column public.email_log.sent_at', 'timestamp with time zone not null'),
      ('column public.email_log.subject', 'text not null'),
      ('column public.email_log.template', 'text not null'),
      ('column public.gift_cards.balance', 'numeric(10,2) not null'),
      ('column public.gift_cards.code', 'character varying(24) not null'),
      ('column public.gift_cards.created_at', 'timestamp with time zone not null'),
      ('column public.gift_cards.expires_on', 'date not null'),
      ('column public.gift_cards.issued_to_email', 'text'),
      ('column public.gift_cards.issued_to_name', 'text'),
      ('column public.job_attempts.attempt', 'integer not null'),
      ('column public.job_attempts.attempted_at', 'timestamp with time zone not null'),
      ('column public.job_attempts.error', 'text'),
      ('column public.job_attempts.job_id', 'bigint not null'),
      ('column public.job_queue.finished_at', 'timestamp with time zone'),
      ('column public.job_queue.id', 'bigint not null identity by default'),
      ('column public.job_queue.payload', 'jsonb not null'),
      ('column public.job_queue.queue', 'text not null'),
      ('column public.job_queue.run_at', 'timestamp with time zone not null'),
      ('column public.login_attempts.attempted_at', 'timestamp with time zone not null'),
      ('column public.login_attempts.customer_id', 'bigint not null'),
      ('column public.login_attempts.device_fingerprint', 'text'),
      ('column public.login_attempts.ip', 'inet not null'),
      ('column public.login_attempts.succeeded', 'boolean not null'),
      ('column public.login_attempts.user_agent', 'text'),
      ('column public.newsletter_subscriptions.confirm_token', 'text'),
      ('column public.newsletter_subscriptions.confirmed_at', 'timestamp with time zone'),
      ('column public.newsletter_subscriptions.email', 'public.email_address not null'),
      ('column public.newsletter_subscriptions.id', 'integer not null identity by default'),
      ('column public.newsletter_subscriptions.name', 'text'),
      ('column public.newsletter_subscriptions.subscribed_at', 'timestamp with time zone not null'),
      ('column public.newsletter_subscriptions.topics', 'text[] not null'),
      ('column public.order_items.engraving', 'jsonb'),
      ('column public.order_items.gift_message', 'text'),
      ('column public.order_items.line_no', 'smallint not null'),
      ('column public.order_items.line_total', 'numeric(12,2) generated stored #9e67ebdd88b38a7b8263b76f456a6970'),
      ('column public.order_items.order_id', 'bigint not null'),
      ('column public.order_items.placed_at', 'timestamp with time zone not null'),
      ('column public.order_items.quantity', 'integer not null'),
      ('column public.order_items.sku', 'text not null'),
      ('column public.order_items.unit_price', 'numeric(10,2) not null'),
      ('column public.orders."deliveryNote"', 'text'),
      ('column public.orders.client_ip', 'inet'),
      ('column public.orders.contact_email', 'public.email_address'),
      ('column public.orders.currency', 'public.currency_code not null'),
      ('column public.orders.customer_id', 'bigint not null'),
      ('column public.orders.id', 'bigint not null'),
      ('column public.orders.number', 'text generated stored #d1a8e26b748d411a070f2077a7a27e0a'),
      ('column public.orders.placed_at', 'timestamp with time zone not null'),
      ('column public.orders.shipping_address_id', 'bigint'),
      ('column public.orders.status', 'public.order_status not null'),
      ('column public.orders.total', 'numeric(12,2) not null'),
      ('column public.orders.updated_at', 'timestamp with time zone not null'),
      ('column public.orders_2023."deliveryNote"', 'text'),
      ('column public.orders_2023.client_ip', 'inet'),
      ('column public.orders_2023.contact_email', 'public.email_address'),
      ('column public.orders_2023.currency', 'public.currency_code not null'),
      ('column public.orders_2023.customer_id', 'bigint not null'),
      ('column public.orders_2023.id', 'bigint not null'),
      ('column public.orders_2023.number', 'text generated stored #d1a8e26b748d411a070f2077a7a27e0a'),
      ('column public.orders_2023.placed_at', 'timestamp with time zone not null'),
      ('column public.orders_2023.shipping_address_id', 'bigint'),
      ('column public.orders_2023.status', 'public.order_status not null'),
      ('column public.orders_2023.total', 'numeric(12,2) not null'),
      ('column public.orders_2023.updated_at', 'timestamp with time zone not null'),
      ('column public.orders_2024."deliveryNote"', 'text'),
      ('column public.orders_2024.client_ip', 'inet'),
      ('column public.orders_2024.contact_email', 'public.email_address'),
      ('column public.orders_2024.currency', 'public.currency_code not null'),
      ('column public.orders_2024.customer_id', 'bigint not null'),
      ('column public.orders_2024.id', 'bigint not null'),
      ('column public.orders_2024.number', 'text generated stored #d1a8e26b748d411a070f2077a7a27e0a'),
      ('column public.orders_2024.placed_at', 'timestamp with time zone not null'),
      ('column public.orders_2024.shipping_address_id', 'bigint'),
      ('column public.orders_2024.status', 'public.order_status not null'),
      ('column public.orders_2024.total', 'numeric(12,2) not null'),
      ('column public.orders_2024.updated_at', 'timestamp with time zone not null'),
      ('column public.orders_2025."deliveryNote"', 'text'),
      ('column public.orders_2025.client_ip', 'inet'),
      ('column public.orders_2025.contact_email', 'public.email_address'),
      ('column public.orders_2025.currency', 'public.currency_code not null'),
      ('column public.orders_2025.customer_id', 'bigint not null'),
      ('column public.orders_2025.id', 'bigint not null'),
      ('column public.orders_2025.number', 'text generated stored #d1a8e26b748d411a070f2077a7a27e0a'),
      ('column public.orders_2025.placed_at', 'timestamp with time zone not null'),
      ('column public.orders_2025.shipping_address_id', 'bigint'),
      ('column public.orders_2025.status', 'public.order_status not null'),
      ('column public.orders_2025.total', 'numeric(12,2) not null'),
      ('column public.orders_2025.updated_at', 'timestamp with time zone not null'),
      ('column public.orders_other."deliveryNote"', 'text'),
      ('column public.orders_other.client_ip', 'inet'),
      ('column public.orders_other.contact_email', 'public.email_address'),
      ('column public.orders_other.currency', 'public.currency_code not null'),
      ('column public.orders_other.customer_id', 'bigint not null'),
      ('column public.orders_other.id', 'bigint not null'),
      ('column public.orders_other.number', 'text generated stored #d1a8e26b748d411a070f2077a7a27e0a'),
      ('column public.orders_other.placed_at', 'timestamp with time zone not null'),
      ('column public.orders_other.shipping_address_id', 'bigint'),
      ('column public.orders_other.status', 'public.order_status not null'),
      ('column public.orders_other.total', 'numeric(12,2) not null'),
      ('column public.orders_other.updated_at', 'timestamp with time zone not null'),
      ('column public.payments.amount', 'numeric(12,2) not null'),
      ('column public.payments.card_last4', 'character(4)'),
      ('column public.payments.gift_card_code', 'character varying(24)'),
      ('column public.payments.holder_name', 'text'),
      ('column public.payments.iban', 'character varying(34)'),
      ('column public.payments.id', 'uuid not null'),
      ('column public.payments.method', 'text not null'),
      ('column public.payments.order_id', 'bigint not null'),
      ('column public.payments.paid_at', 'timestamp with time zone'),
      ('column public.payments.placed_at', 'timestamp with time zone not null'),
      ('column public.payments.provider_response', 'jsonb'),
      ('column public.payments.provider_token', 'character varying(64)'),
      ('column public.products.attributes', 'jsonb not null'),
      ('column public.products.category_id', 'integer not null'),
      ('column public.products.currency', 'public.currency_code not null'),
      ('column public.products.labels', 'text[] not null'),
      ('column public.products.name', 'text not null'),
      ('column public.products.price', 'numeric(10,2) not null'),
      ('column public.products.search', 'tsvector generated stored #b3dc0d7461f35caeecaa3e92e2f3dc7a'),
      ('column public.products.sku', 'text not null'),
      ('column public.products.thumbnail', 'bytea'),
      ('column public.products.updated_at', 'timestamp with time zone not null'),
      ('column public.record_versions.id', 'bigint not null identity always'),
      ('column public.record_versions.old_row', 'jsonb not null'),
      ('column public.record_versions.recorded_at', 'timestamp with time zone not null'),
      ('column public.record_versions.relation', 'text not null'),
      ('column public.reviews.body', 'text not null'),
      ('column public.reviews.created_at', 'timestamp with time zone not null'),
      ('column public.reviews.customer_id', 'bigint'),
      ('column public.reviews.id', 'bigint not null identity by default'),
      ('column public.reviews.rating', 'public.stars not null'),
      ('column public.reviews.signed_as', 'text'),
      ('column public.reviews.sku', 'text not null'),
      ('column public.sale_campaigns.during', 'daterange not null'),
      ('column public.sale_campaigns.id', 'integer not null identity by default'),
      ('column public.sale_campaigns.name', 'text not null'),
      ('column public.schema_migrations.version', 'text not null'),
      ('column public.sessions.created_at', 'timestamp with time zone not null'),
      ('column public.sessions.customer_id', 'bigint'),
      ('column public.sessions.data', 'jsonb not null'),
      ('column public.sessions.expires_at', 'timestamp with time zone not null'),
      ('column public.sessions.ip', 'inet'),
      ('column public.sessions.token', 'text not null'),
      ('column public.settings.name', 'text not null'),
      ('column public.settings.updated_at', 'timestamp with time zone not null'),
      ('column public.settings.value', 'text not null'),
      ('column public.staff.created_at', 'timestamp with time zone not null'),
      ('column public.staff.email', 'text not null'),
      ('column public.staff.first_name', 'text not null'),
      ('column public.staff.id', 'integer not null identity by default'),
      ('column public.staff.last_name', 'text not null'),
      ('column public.staff.manager_id', 'integer'),
      ('column public.staff.password_hash', 'text not null'),
      ('column public.staff.phone', 'text'),
      ('column public.staff.role', 'text not null'),
      ('column public.support_messages."inReplyTo"', 'bigint'),
      ('column public.support_messages.agent_id', 'integer'),
      ('column public.support_messages.attachment', 'bytea'),
      ('column public.support_messages.attachment_name', 'text'),
      ('column public.support_messages.body', 'text not null'),
      ('column public.support_messages.customer_id', 'bigint not null'),
      ('column public.support_messages.from_email', 'text not null'),
      ('column public.support_messages.id', 'bigint not null identity by default'),
      ('column public.support_messages.sent_at', 'timestamp with time zone not null'),
      ('column public.support_messages.subject', 'text not null'),
      ('column public.webhooks.active', 'boolean not null'),
      ('column public.webhooks.created_at', 'timestamp with time zone not null'),
      ('column public.webhooks.customer_id', 'bigint not null'),
      ('column public.webhooks.headers', 'jsonb not null'),
      ('column public.webhooks.id', 'integer not null identity by default'),
      ('column public.webhooks.secret', 'text not null'),
      ('column public.webhooks.url', 'text not null'),
      ('constraint public.addresses.addresses_country_code_fkey', 'FOREIGN KEY (country_code) REFERENCES public.countries(code) ON UPDATE CASCADE'),
      ('constraint public.addresses.addresses_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE'),
      ('constraint public.addresses.addresses_customer_id_id_key', 'UNIQUE (customer_id, id)'),
      ('constraint public.addresses.addresses_customer_id_label_key', 'UNIQUE (customer_id, label)'),
      ('constraint public.addresses.addresses_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.api_keys.api_keys_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id)'),
      ('constraint public.api_keys.api_keys_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.api_keys.api_keys_token_key', 'UNIQUE (token)'),
      ('constraint public.carts.carts_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.carts.carts_session_token_fkey', 'FOREIGN KEY (session_token) REFERENCES public.sessions(token) ON DELETE CASCADE'),
      ('constraint public.carts.carts_sku_fkey', 'FOREIGN KEY (sku) REFERENCES public.products(sku)'),
      ('constraint public.categories.categories_not_own_parent', 'CHECK #7e647e2edae8d5d6e2f6431989b66916'),
      ('constraint public.categories.categories_parent_id_fkey', 'FOREIGN KEY (parent_id) REFERENCES public.categories(id) DEFERRABLE INITIALLY DEFERRED'),
      ('constraint public.categories.categories_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.categories.categories_position_key', 'UNIQUE (parent_id, "position") DEFERRABLE'),
      ('constraint public.categories.categories_slug_key', 'UNIQUE (slug)'),
      ('constraint public.countries.countries_pkey', 'PRIMARY KEY (code)'),
      ('constraint public.countries.countries_vat_rate_check', 'CHECK #ddd9c9d55976e577003fcd2cc5a9ca39'),
      ('constraint public.customer_audit.customer_audit_operation_check', 'CHECK #1c99cdf03b03818ab9e4a24ddc507ef8'),
      ('constraint public.customer_audit.customer_audit_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.customers.customers_closed_has_date', 'CHECK #51b76a984e04e41e5c582e9fa914e343'),
      ('constraint public.customers.customers_country_code_fkey', 'FOREIGN KEY (country_code) REFERENCES public.countries(code)'),
      ('constraint public.customers.customers_email_has_at', 'CHECK #30d3c9a90b844f7a4e952ec9b4b3b063'),
      ('constraint public.customers.customers_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.customers.customers_preferences_is_object', 'CHECK #4299a3a18ac0030f4f62ea5f7607e6c3'),
      ('constraint public.customers.customers_public_id_key', 'UNIQUE (public_id)'),
      ('constraint public.customers.customers_referral_code_key', 'UNIQUE (referral_code)'),
      ('constraint public.email_log.email_log_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.gift_cards.gift_cards_balance_check', 'CHECK #8fa117bcef5f8abf48d0b5fd3cb108b4'),
      ('constraint public.gift_cards.gift_cards_pkey', 'PRIMARY KEY (code)'),
      ('constraint public.job_attempts.job_attempts_job_id_fkey', 'FOREIGN KEY (job_id) REFERENCES public.job_queue(id) ON DELETE CASCADE'),
      ('constraint public.job_attempts.job_attempts_pkey', 'PRIMARY KEY (job_id, attempt)'),
      ('constraint public.job_queue.job_queue_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.login_attempts.login_attempts_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE'),
      ('constraint public.newsletter_subscriptions.newsletter_subscriptions_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.order_items.order_items_line_no_check', 'CHECK #5b3016ab96544806f74751f9ad1ac7d0'),
      ('constraint public.order_items.order_items_order_fkey', 'FOREIGN KEY (order_id, placed_at) REFERENCES public.orders(id, placed_at) ON DELETE CASCADE'),
      ('constraint public.order_items.order_items_pkey', 'PRIMARY KEY (order_id, placed_at, line_no)'),
      ('constraint public.order_items.order_items_quantity_check', 'CHECK #aedf60a76d2a47c0f26034c806a36d76'),
      ('constraint public.order_items.order_items_sku_fkey', 'FOREIGN KEY (sku) REFERENCES public.products(sku) ON UPDATE CASCADE'),
      ('constraint public.orders.orders_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id)'),
      ('constraint public.orders.orders_pkey', 'PRIMARY KEY (id, placed_at)'),
      ('constraint public.orders.orders_shipping_address_fkey', 'FOREIGN KEY (customer_id, shipping_address_id) REFERENCES public.addresses(customer_id, id) DEFERRABLE INITIALLY DEFERRED'),
      ('constraint public.orders.orders_total_not_negative', 'CHECK #b081fc0f00a9d98a10085db3010f0709'),
      ('constraint public.orders_2023.orders_total_not_negative', 'CHECK #b081fc0f00a9d98a10085db3010f0709'),
      ('constraint public.orders_2024.orders_total_not_negative', 'CHECK #b081fc0f00a9d98a10085db3010f0709'),
      ('constraint public.orders_2025.orders_total_not_negative', 'CHECK #b081fc0f00a9d98a10085db3010f0709'),
      ('constraint public.orders_other.orders_total_not_negative', 'CHECK #b081fc0f00a9d98a10085db3010f0709'),
      ('constraint public.payments.payments_gift_card_code_fkey', 'FOREIGN KEY (gift_card_code) REFERENCES public.gift_cards(code) ON UPDATE CASCADE'),
      ('constraint public.payments.payments_iban_length', 'CHECK #6e1984160c3b74c937d2e8cc30508851'),
      ('constraint public.payments.payments_method_check', 'CHECK #c868d0991f28f6e85522c7fae4d586f2'),
      ('constraint public.payments.payments_order_fkey', 'FOREIGN KEY (order_id, placed_at) REFERENCES public.orders(id, placed_at)'),
      ('constraint public.payments.payments_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.payments.payments_transfer_has_iban', 'CHECK #b87a20eec062e43c2fa1b9231c4e4255'),
      ('constraint public.products.products_category_id_fkey', 'FOREIGN KEY (category_id) REFERENCES public.categories(id)'),
      ('constraint public.products.products_pkey', 'PRIMARY KEY (sku)'),
      ('constraint public.products.products_price_check', 'CHECK #3e5c255b548b2e6598ca71b1d6ae3118'),
      ('constraint public.products.products_sku_shape', 'CHECK #7d2df143567ff5691895028ac05873c6'),
      ('constraint public.record_versions.record_versions_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.reviews.reviews_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE SET NULL'),
      ('constraint public.reviews.reviews_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.reviews.reviews_sku_customer_id_key', 'UNIQUE (sku, customer_id)'),
      ('constraint public.reviews.reviews_sku_fkey', 'FOREIGN KEY (sku) REFERENCES public.products(sku) NOT VALID'),
      ('constraint public.sale_campaigns.sale_campaigns_do_not_overlap', 'EXCLUDE #1c94776492dee9eb2bfda19536dd3c11'),
      ('constraint public.sale_campaigns.sale_campaigns_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.schema_migrations.schema_migrations_pkey', 'PRIMARY KEY (version)'),
      ('constraint public.sessions.sessions_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE'),
      ('constraint public.sessions.sessions_pkey', 'PRIMARY KEY (token)'),
      ('constraint public.settings.settings_pkey', 'PRIMARY KEY (name)'),
      ('constraint public.staff.staff_manager_id_fkey', 'FOREIGN KEY (manager_id) REFERENCES public.staff(id)'),
      ('constraint public.staff.staff_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.staff.staff_role_known', 'CHECK #db8130e4011cb9946b7f948ae76af07e'),
      ('constraint public.support_messages."support_messages_inReplyTo_fkey"', 'FOREIGN KEY ("inReplyTo") REFERENCES public.support_messages(id)'),
      ('constraint public.support_messages.support_messages_agent_id_fkey', 'FOREIGN KEY (agent_id) REFERENCES public.staff(id)'),
      ('constraint public.support_messages.support_messages_answers_other', 'CHECK #12077f54a751e0a051a1b7d7ee006f59'),
      ('constraint public.support_messages.support_messages_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id)'),
      ('constraint public.support_messages.support_messages_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.webhooks.webhooks_customer_id_fkey', 'FOREIGN KEY (customer_id) REFERENCES public.customers(id)'),
      ('constraint public.webhooks.webhooks_pkey', 'PRIMARY KEY (id)'),
      ('constraint public.webhooks.webhooks_url_check', 'CHECK #a0ba70e96e7af245bb2f689a0932c521'),
      ('domain public.currency_code', 'character(3) #f66c678fefd9a3ba766ea86ec252ce36'),
      ('domain public.email_address', 'text #03663194026705eb985254a9f556b57f'),
      ('domain public.stars', 'smallint #d54c58afca156944d72d16c529132e36'),
      ('enum public.customer_status', '#ea71c90f97a001abc831d33e61de3f22'),
      ('enum public.order_status', '#2bf354f161293ec374b5a6484365341d'),
      ('materialized view public.best_customers', 'materialized view'),
      ('materialized view public.customer_directory', 'materialized view'),
      ('policy public.support_messages.own_messages', '#d7ac22b1ba5726c0dc1a2d43da5e9259'),
      ('policy public.support_messages.write_messages', '#f29e43fa5045887c61ded90dace551bb'),
      ('table public.addresses', 'table'),
      ('table public.api_keys', 'table'),
      ('table public.carts', 'table'),
      ('table public.categories', 'table'),
      ('table public.countries', 'table'),
      ('table public.customer_audit', 'table'),
      ('table public.customers', 'table'),
      ('table public.email_log', 'table'),
      ('table public.gift_cards', 'table'),
      ('table public.job_attempts', 'table'),
      ('table public.job_queue', 'table'),
      ('table public.login_attempts', 'table'),
      ('table public.newsletter_subscriptions', 'table'),
      ('table public.order_items', 'table'),
      ('table public.orders', 'partitioned table #2e3e7108306da3a9a7a510282de4cf09'),
      ('table public.orders_2023', 'table, partition of public.orders #411454402cd4ff1fa01a76e75d60430d'),
      ('table public.orders_2024', 'table, partition of public.orders #6d3ba4ac354cd2a285b02e963d33c213'),
      ('table public.orders_2025', 'table, partition of public.orders #87094b66a9578b5b2ade9c80d0ed5dfb'),
      ('table public.orders_other', 'table, partition of public.orders #89dbf71048801678ca4abfbaa3ea8f7c'),
      ('table public.payments', 'table'),
      ('table public.products', 'table'),
      ('table public.record_versions', 'table'),
      ('table public.reviews', 'table'),
      ('table public.sale_campaigns', 'table'),
      ('table public.schema_migrations', 'table'),
      ('table public.sessions', 'table'),
      ('table public.settings', 'table'),
      ('table public.staff', 'table'),
      ('table public.support_messages', 'table, row security, forced row security'),
      ('table public.webhooks', 'table'),
      ('trigger public.addresses.addresses_touch', '#c5bead648e44b7bd9c5d595ad4989503'),
      ('trigger public.addresses.addresses_version', '#0a2611bde4e99c7291f716ee9eecde8e'),
      ('trigger public.customers.customers_audit', '#aff6f6646b3235f8bf10004cc708bcc7'),
      ('trigger public.customers.customers_search', '#c20cabbd6d7e74eceb10538ce5f3ceae'),
      ('trigger public.customers.customers_touch', '#a7e19cc3d01a89bd26351dba5f29c4b3'),
      ('trigger public.orders.orders_touch', '#1f7015d58c03d795c33e5af0dc95d39f'),
      ('trigger public.products.products_touch', '#be3b16aec61307611c780469cbae0148'),
      ('unique index public.best_customers.best_customers_place_key', '#48d4668831c8a8569feda31c648b0fc6'),
      ('unique index public.customer_directory.customer_directory_customer_id_key', '#5fea1f794530396e9b52323a597240da'),
      ('unique index public.customers.customers_email_key', '#ef46879a086f5f3faa46baacaf97e728'),
      ('unique index public.customers.customers_reset_token_key', '#71406b5151c5d4b65623992efda5aebc'),
      ('unique index public.newsletter_subscriptions.newsletter_subscriptions_email_key', '#46124f9520dd390f8c0274bdd5bc0667'),
      ('unique index public.payments.payments_provider_token_key', '#527b9ee2a36904214b0aab13cf3c34e3'),
      ('unique index public.staff.staff_email_key', '#bcab3e4ad837a5f9fc87cbb9e0b68e24'),
      ('view public.customer_overview', 'view')
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
