-- Every entry has one act, of the same province and year, with a legal basis.
SELECT format('entry %s has no act of its year (act %s)', e.id, e.act)
FROM ledger_entry e
LEFT JOIN trail_act a ON a.province = e.province AND a.id = e.act
WHERE a.id IS NULL OR a.fiscal_year <> e.fiscal_year OR e.basis = '' OR a.basis = '';
