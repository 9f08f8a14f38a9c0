-- The announced shares of a part add up to its credit to the rial (less what is kept for machines beside the shares of municipalities, S4-?8), only eligible towns have one, and the book moved exactly that (INV-13, INV-14).
WITH shared AS (
    SELECT r.id, r.province, r.fiscal_year, r.part, r.source,
           r.pool_rial - CASE WHEN r.part = 'municipal' THEN r.machinery_rial ELSE 0 END AS pool_rial, sum(s.amount_rial) AS amount
    FROM grants_sharerun r JOIN grants_share s ON s.run_id = r.id WHERE r.state = 'announced' GROUP BY r.id
), moved AS (
    SELECT e.province, e.fiscal_year, split_part(s.code, '/', 6) AS part, s.source, sum(e.amount) AS amount
    FROM ledger_entry e
    JOIN ledger_account s ON s.province = e.province AND s.id = e.source_account AND s.stage = 'grant_credit'
    JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account AND t.stage = 'grant_share'
    GROUP BY 1, 2, 3, 4
)
SELECT format('year %s, %s: the shares add up to %s rial, the credit is %s', fiscal_year, part, amount, pool_rial)
FROM shared WHERE amount <> pool_rial
UNION ALL
SELECT format('year %s, %s: %s rial announced, the book moved %s', fiscal_year, part, coalesce(s.amount, 0), coalesce(m.amount, 0))
FROM shared s FULL JOIN moved m USING (province, fiscal_year, part, source)
WHERE coalesce(s.amount, 0) <> coalesce(m.amount, 0)
UNION ALL
SELECT format('%s rests in the clause''s credit, but %s were kept for machines and %s promised of it', a.balance, coalesce(r.machinery_rial, 0), coalesce(p.amount, 0))
FROM ledger_account a
LEFT JOIN grants_sharerun r ON r.province = a.province AND r.fiscal_year = a.fiscal_year AND r.source = a.source
     AND r.part = a.chapter AND r.part = 'municipal' AND r.state = 'announced'
LEFT JOIN LATERAL (
    SELECT sum(e.amount) AS amount FROM ledger_entry e
    JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account AND t.stage = 'grant_promised'
    WHERE e.province = a.province AND e.source_account = a.id
) p ON true
WHERE a.stage = 'grant_credit' AND a.balance <> coalesce(r.machinery_rial, 0) - coalesce(p.amount, 0)
UNION ALL
SELECT format('%s has a share, but %s persons', p.name, f.value)
FROM grants_share s JOIN grants_sharerun r ON r.id = s.run_id AND r.part = 'municipal'
JOIN grants_recipient p ON p.id = s.recipient_id
JOIN grants_recipientfigure f ON f.recipient_id = p.id AND f.key = 'population' AND f.year = 1390
WHERE r.state = 'announced' AND f.value >= (r.working #>> '{parameters,city_limit}')::numeric;
