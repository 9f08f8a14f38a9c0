-- A correction mirrors one whole earlier entry, once.
SELECT format('entry %s is not the mirror of entry %s', m.id, m.reverses)
FROM ledger_entry m
LEFT JOIN ledger_entry e ON e.province = m.province AND e.id = m.reverses
WHERE m.reverses IS NOT NULL
  AND (e.id IS NULL OR e.id >= m.id OR e.amount <> m.amount
       OR e.source_account <> m.target_account OR e.target_account <> m.source_account)
UNION ALL
SELECT format('entry %s is reversed %s times', reverses, count(*))
FROM ledger_entry WHERE reverses IS NOT NULL GROUP BY province, reverses HAVING count(*) > 1;
