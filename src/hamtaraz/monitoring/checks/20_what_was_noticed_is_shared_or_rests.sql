-- Of every source, what the centre's notices brought is what approved distributions shared plus what rests undistributed (INV-01).
WITH told AS (
    SELECT n.province, n.fiscal_year, l.source, sum(l.amount_rial) AS amount
    FROM notices_creditnotice n JOIN notices_noticeline l ON l.notice_id = n.id
    WHERE n.kind = 'central' AND n.state = 'issued' GROUP BY 1, 2, 3
), part AS (
    SELECT d.province, d.fiscal_year, l.source, c.amount_rial
    FROM distribution_distribution d
    JOIN distribution_distributionline l ON l.distribution_id = d.id
    JOIN distribution_distributioncell c ON c.line_id = l.id
    WHERE d.state = 'approved'
    UNION ALL
    SELECT d.province, d.fiscal_year, p.source, p.amount_rial
    FROM distribution_distribution d JOIN distribution_provinceline p ON p.distribution_id = d.id
    WHERE d.state = 'approved'
), shared AS (
    SELECT province, fiscal_year, source, sum(amount_rial) AS amount FROM part GROUP BY 1, 2, 3
), rests AS (
    SELECT province, fiscal_year, source, balance AS amount FROM ledger_account WHERE book = 'credit' AND stage = 'received'
)
SELECT format('year %s, source %s: %s rial noticed by the centre; %s shared and %s undistributed',
              fiscal_year, source, coalesce(told.amount, 0), coalesce(shared.amount, 0), coalesce(rests.amount, 0))
FROM told FULL JOIN shared USING (province, fiscal_year, source) FULL JOIN rests USING (province, fiscal_year, source)
WHERE coalesce(told.amount, 0) <> coalesce(shared.amount, 0) + coalesce(rests.amount, 0);
