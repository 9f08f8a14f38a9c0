-- The digest of every entry is the digest of what it says.
SELECT format('entry %s was changed after it was written', id)
FROM ledger_entry e
WHERE digest IS DISTINCT FROM sha256(convert_to(concat_ws('|', e.province, e.id, e.fiscal_year, e.book,
    e.source_account, e.target_account, e.amount, length(e.basis), e.basis, e.act, length(e.key), e.key,
    coalesce(e.reverses, 0), e.source_balance, e.target_balance, e.source_seq, e.target_seq,
    extract(epoch FROM e.recorded_at)), 'UTF8'));
