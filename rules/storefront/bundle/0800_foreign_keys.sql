-- storefront: foreign keys, added again and validated
-- from masking.yaml, ../shared/people.yaml

SELECT understudy.unit_is_done('0800', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.addresses', 'addresses_country_code_fkey');
SELECT understudy.unit_done('0800', 1);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 2) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.addresses', 'addresses_customer_id_fkey');
SELECT understudy.unit_done('0800', 2);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 3) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.api_keys', 'api_keys_customer_id_fkey');
SELECT understudy.unit_done('0800', 3);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 4) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.carts', 'carts_session_token_fkey');
SELECT understudy.unit_done('0800', 4);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 5) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.carts', 'carts_sku_fkey');
SELECT understudy.unit_done('0800', 5);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 6) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.customers', 'customers_country_code_fkey');
SELECT understudy.unit_done('0800', 6);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 7) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.job_attempts', 'job_attempts_job_id_fkey');
SELECT understudy.unit_done('0800', 7);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 8) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.login_attempts', 'login_attempts_customer_id_fkey');
SELECT understudy.unit_done('0800', 8);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 9) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.order_items', 'order_items_order_fkey');
SELECT understudy.unit_done('0800', 9);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 10) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.order_items', 'order_items_sku_fkey');
SELECT understudy.unit_done('0800', 10);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 11) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.orders', 'orders_customer_id_fkey');
SELECT understudy.unit_done('0800', 11);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 12) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.orders', 'orders_shipping_address_fkey');
SELECT understudy.unit_done('0800', 12);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 13) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.payments', 'payments_gift_card_code_fkey');
SELECT understudy.unit_done('0800', 13);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 14) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.payments', 'payments_order_fkey');
SELECT understudy.unit_done('0800', 14);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 15) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.reviews', 'reviews_customer_id_fkey');
SELECT understudy.unit_done('0800', 15);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 16) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.reviews', 'reviews_sku_fkey');
SELECT understudy.unit_done('0800', 16);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 17) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.sessions', 'sessions_customer_id_fkey');
SELECT understudy.unit_done('0800', 17);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 18) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.staff', 'staff_manager_id_fkey');
SELECT understudy.unit_done('0800', 18);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 19) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.support_messages', 'support_messages_agent_id_fkey');
SELECT understudy.unit_done('0800', 19);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 20) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.support_messages', 'support_messages_customer_id_fkey');
SELECT understudy.unit_done('0800', 20);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 21) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.support_messages', 'support_messages_inReplyTo_fkey');
SELECT understudy.unit_done('0800', 21);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 22) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.webhooks', 'webhooks_customer_id_fkey');
SELECT understudy.unit_done('0800', 22);
SELECT understudy.step_done('0800');
COMMIT;
\endif
