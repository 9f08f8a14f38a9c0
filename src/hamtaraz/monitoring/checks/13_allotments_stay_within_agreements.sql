-- No line is allotted more than its notified agreement, nor allotted at all without one (INV-07, INV-09).
SELECT format('account %s holds %s rial; the agreement line holds %s', a.code, a.balance, coalesce(c.balance, 0))
FROM ledger_account a
LEFT JOIN ledger_account c ON c.province = a.province
      AND c.code = replace(a.code, '/allotment/allotted/', '/credit/agreed/')
WHERE a.code LIKE '%/allotment/allotted/%' AND a.balance > coalesce(c.balance, 0);
