DELETE FROM ledger_path WHERE to_stage LIKE 'grant_%';
DELETE FROM ledger_stage WHERE stage LIKE 'grant_%';
