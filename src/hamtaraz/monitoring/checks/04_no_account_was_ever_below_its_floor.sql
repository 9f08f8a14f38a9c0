-- No account was below its floor after any entry: credit cannot be overspent.
SELECT format('entry %s left account %s at %s rial', e.id, a.code, e.source_balance)
FROM ledger_entry e
JOIN ledger_account a ON a.province = e.province AND a.id = e.source_account
JOIN ledger_stage s ON s.book = split_part(a.code, '/', 2) AND s.stage = split_part(a.code, '/', 3)
WHERE NOT s.outside AND e.source_balance < 0;
