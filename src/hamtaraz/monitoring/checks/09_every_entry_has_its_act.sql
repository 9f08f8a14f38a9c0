-- Every entry has one act, of the same province and year, with a legal basis, and two accounts.
SELECT format('entry %s has no act of its year (act %s)', e.id, e.act)
FROM ledger_entry e
LEFT JOIN trail_act a ON a.province = e.province AND a.id = e.act
WHERE a.id IS NULL OR a.fiscal_year <> e.fiscal_year OR e.basis = '' OR a.basis = ''
UNION ALL
SELECT format('entry %s moves between accounts that are not there', e.id)
FROM ledger_entry e
LEFT JOIN ledger_account s ON s.province = e.province AND s.id = e.source_account
LEFT JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account
WHERE s.id IS NULL OR t.id IS NULL;
