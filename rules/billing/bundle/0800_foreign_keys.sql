-- billing: foreign keys, added again and validated
-- from masking.yaml, ../shared/people.yaml

SELECT understudy.unit_is_done('0800', 1) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.allocations', 'allocations_invoice_id_fkey');
SELECT understudy.unit_done('0800', 1);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 2) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.allocations', 'allocations_payment_id_fkey');
SELECT understudy.unit_done('0800', 2);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 3) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.bank_accounts', 'bank_accounts_account_id_fkey');
SELECT understudy.unit_done('0800', 3);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 4) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.bank_statement_lines', 'bank_statement_lines_payment_fkey');
SELECT understudy.unit_done('0800', 4);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 5) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.collections', 'collections_mandate_reference_fkey');
SELECT understudy.unit_done('0800', 5);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 6) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.collections', 'collections_payment_id_fkey');
SELECT understudy.unit_done('0800', 6);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 7) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.contacts', 'contacts_account_id_fkey');
SELECT understudy.unit_done('0800', 7);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 8) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.credit_notes', 'credit_notes_approved_by_fkey');
SELECT understudy.unit_done('0800', 8);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 9) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.credit_notes', 'credit_notes_invoice_id_fkey');
SELECT understudy.unit_done('0800', 9);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 10) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.dunning_letters', 'dunning_letters_account_id_invoice_id_fkey');
SELECT understudy.unit_done('0800', 10);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 11) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.dunning_letters', 'dunning_letters_level_fkey');
SELECT understudy.unit_done('0800', 11);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 12) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.e_invoices', 'e_invoices_invoice_id_fkey');
SELECT understudy.unit_done('0800', 12);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 13) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.invoice_lines', 'invoice_lines_invoice_id_fkey');
SELECT understudy.unit_done('0800', 13);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 14) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.invoice_lines', 'invoice_lines_tax_code_fkey');
SELECT understudy.unit_done('0800', 14);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 15) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.invoices', 'invoices_account_id_fkey');
SELECT understudy.unit_done('0800', 15);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 16) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.invoices', 'invoices_credit_note_fkey');
SELECT understudy.unit_done('0800', 16);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 17) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.invoices', 'invoices_series_fkey');
SELECT understudy.unit_done('0800', 17);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 18) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.invoices', 'invoices_subscription_id_fkey');
SELECT understudy.unit_done('0800', 18);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 19) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.mandates', 'mandates_account_id_bank_account_id_fkey');
SELECT understudy.unit_done('0800', 19);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 20) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.payments', 'payments_account_id_fkey');
SELECT understudy.unit_done('0800', 20);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 21) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.subscriptions', 'subscriptions_account_id_fkey');
SELECT understudy.unit_done('0800', 21);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 22) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('billing.tax_ids', 'tax_ids_account_id_fkey');
SELECT understudy.unit_done('0800', 22);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 23) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('ledger.entries', 'entries_credit_note_id_fkey');
SELECT understudy.unit_done('0800', 23);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 24) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('ledger.entries', 'entries_invoice_id_fkey');
SELECT understudy.unit_done('0800', 24);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 25) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('ledger.entries', 'entries_payment_id_fkey');
SELECT understudy.unit_done('0800', 25);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 26) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('ledger.entries', 'entries_reverses_fkey');
SELECT understudy.unit_done('0800', 26);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 27) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('ledger.postings', 'postings_account_id_fkey');
SELECT understudy.unit_done('0800', 27);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 28) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('ledger.postings', 'postings_chart_code_fkey');
SELECT understudy.unit_done('0800', 28);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 29) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('ledger.postings', 'postings_entry_id_fkey');
SELECT understudy.unit_done('0800', 29);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 30) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('"psp-gateway".cards', 'cards_account_id_fkey');
SELECT understudy.unit_done('0800', 30);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 31) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_foreign_key('"psp-gateway".outbox', 'outbox_topic_fkey');
SELECT understudy.unit_done('0800', 31);
COMMIT;
\endif
SELECT understudy.unit_is_done('0800', 32) AS understudy_skip \gset
\if :understudy_skip
\else
BEGIN;
SELECT understudy.attach_not_valid();
SELECT understudy.unit_done('0800', 32);
SELECT understudy.step_done('0800');
COMMIT;
\endif
