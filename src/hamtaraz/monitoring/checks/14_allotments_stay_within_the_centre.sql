-- Ceilings and allotments of a source together never exceed the centre's allotment notices (INV-07).
SELECT format('province %s, year %s, source %s: %s rial allotted or in ceilings; the centre allotted %s',
              province, fiscal_year, source,
              sum(balance) FILTER (WHERE stage IN ('ceiling', 'allotted')), -sum(balance) FILTER (WHERE stage = 'centre'))
FROM ledger_account WHERE book = 'allotment'
GROUP BY province, fiscal_year, source
HAVING coalesce(sum(balance) FILTER (WHERE stage IN ('ceiling', 'allotted')), 0)
     > coalesce(-sum(balance) FILTER (WHERE stage = 'centre'), 0);
