DROP FUNCTION ledger_post_one;
DROP FUNCTION ledger_post;
DROP TABLE ledger_entry CASCADE;
DROP TABLE ledger_account, ledger_path, ledger_stage CASCADE;
DROP SEQUENCE ledger_entry_id, ledger_account_id;
DROP FUNCTION ledger_shaped;
DROP FUNCTION ledger_follows;
