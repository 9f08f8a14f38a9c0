-- One effect per idempotency key, positive amounts, two different accounts.
SELECT format('the key %s stands for %s entries', key, count(*))
FROM ledger_entry GROUP BY province, key HAVING count(*) > 1
UNION ALL
SELECT format('entry %s moves %s rial from account %s to account %s', id, amount, source_account, target_account)
FROM ledger_entry WHERE amount <= 0 OR source_account = target_account;
