-- corpus: foreign keys, added again and validated
-- from masking.yaml

SELECT understudy.unit_is_done('0800', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.cart_items', 'cart_items_cart_fkey');
SELECT understudy.unit_done('0800', 1);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 2) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('public.cart_items', 'cart_items_item_fkey');
SELECT understudy.unit_done('0800', 2);
SELECT understudy.step_done('0800');
COMMIT;
\endif
