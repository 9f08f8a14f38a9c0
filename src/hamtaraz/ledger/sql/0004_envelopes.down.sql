DELETE FROM ledger_path WHERE 'grant_envelope' IN (from_stage, to_stage) OR (from_stage = 'grant_credit' AND to_stage = 'grant_promised');
DELETE FROM ledger_stage WHERE stage = 'grant_envelope';
UPDATE ledger_stage SET place = 12 WHERE book = 'credit' AND stage = 'grant_promised';
UPDATE ledger_stage SET place = 13 WHERE book = 'credit' AND stage = 'grant_paid';
