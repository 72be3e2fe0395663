-- storefront: foreign keys of and at masked tables, and what else stands in the way
-- from masking.yaml, ../shared/people.yaml

SELECT understudy.unit_is_done('0040', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.lift_force_row_security('public.support_messages');
SELECT understudy.unit_done('0040', 1);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 2) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.addresses', 'addresses_country_code_fkey');
SELECT understudy.unit_done('0040', 2);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 3) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.addresses', 'addresses_customer_id_fkey');
SELECT understudy.unit_done('0040', 3);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 4) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.api_keys', 'api_keys_customer_id_fkey');
SELECT understudy.unit_done('0040', 4);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 5) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.carts', 'carts_session_token_fkey');
SELECT understudy.unit_done('0040', 5);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 6) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.carts', 'carts_sku_fkey');
SELECT understudy.unit_done('0040', 6);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 7) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.customers', 'customers_country_code_fkey');
SELECT understudy.unit_done('0040', 7);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 8) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.job_attempts', 'job_attempts_job_id_fkey');
SELECT understudy.unit_done('0040', 8);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 9) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.login_attempts', 'login_attempts_customer_id_fkey');
SELECT understudy.unit_done('0040', 9);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 10) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.order_items', 'order_items_order_fkey');
SELECT understudy.unit_done('0040', 10);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 11) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.order_items', 'order_items_sku_fkey');
SELECT understudy.unit_done('0040', 11);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 12) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.orders', 'orders_customer_id_fkey');
SELECT understudy.unit_done('0040', 12);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 13) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.orders', 'orders_shipping_address_fkey');
SELECT understudy.unit_done('0040', 13);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 14) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.payments', 'payments_gift_card_code_fkey');
SELECT understudy.unit_done('0040', 14);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 15) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.payments', 'payments_order_fkey');
SELECT understudy.unit_done('0040', 15);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 16) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.reviews', 'reviews_customer_id_fkey');
SELECT understudy.unit_done('0040', 16);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 17) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.reviews', 'reviews_sku_fkey');
SELECT understudy.unit_done('0040', 17);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 18) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.sessions', 'sessions_customer_id_fkey');
SELECT understudy.unit_done('0040', 18);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 19) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.staff', 'staff_manager_id_fkey');
SELECT understudy.unit_done('0040', 19);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 20) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.support_messages', 'support_messages_agent_id_fkey');
SELECT understudy.unit_done('0040', 20);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 21) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.support_messages', 'support_messages_customer_id_fkey');
SELECT understudy.unit_done('0040', 21);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 22) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.support_messages', 'support_messages_inReplyTo_fkey');
SELECT understudy.unit_done('0040', 22);
COMMIT;
\endif
SELECT understudy.unit_is_done('0040', 23) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.detach_foreign_key('public.webhooks', 'webhooks_customer_id_fkey');
SELECT understudy.unit_done('0040', 23);
SELECT understudy.step_done('0040');
COMMIT;
\endif
