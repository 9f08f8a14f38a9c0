-- Machinery and projects of a county are its announced share, machinery of the counties is the province's, and the book holds for every county and heading what the split in force says (INV-24, INV-25).
WITH split AS (
    SELECT s.id, s.province, s.fiscal_year, r.id AS run_id, r.source, r.machinery_rial, r.pool_rial
    FROM grants_countysplit s JOIN grants_sharerun r ON r.id = s.run_id WHERE s.state = 'approved'
), part AS (
    SELECT s.province, s.fiscal_year, s.source, m.county, h.heading,
           CASE h.heading WHEN 'machinery' THEN m.machinery_rial ELSE m.ceiling_rial - m.machinery_rial END AS amount
    FROM split s JOIN grants_countymachinery m ON m.split_id = s.id CROSS JOIN (VALUES ('machinery'), ('projects')) AS h(heading)
), held AS (
    SELECT province, fiscal_year, source, county, programme AS heading, sum(balance) AS amount FROM ledger_account
    WHERE book = 'credit' AND chapter = 'dehyari' AND programme IN ('machinery', 'projects')
      AND stage IN ('grant_envelope', 'grant_promised', 'grant_paid') GROUP BY 1, 2, 3, 4, 5
)
SELECT format('year %s: machinery of the counties is %s rial, that of the province %s', s.fiscal_year, sum(m.machinery_rial), s.machinery_rial)
FROM split s JOIN grants_countymachinery m ON m.split_id = s.id
GROUP BY s.id, s.fiscal_year, s.machinery_rial HAVING sum(m.machinery_rial) <> s.machinery_rial
UNION ALL
SELECT format('year %s, county %s: split %s rial of a share of %s', s.fiscal_year, coalesce(m.county, h.county), coalesce(m.ceiling_rial, 0), coalesce(h.amount_rial, 0))
FROM split s
JOIN grants_share h ON h.run_id = s.run_id
FULL JOIN (SELECT c.*, t.run_id FROM grants_countymachinery c JOIN split t ON t.id = c.split_id) m ON m.run_id = h.run_id AND m.county = h.county
WHERE m.ceiling_rial IS DISTINCT FROM h.amount_rial
UNION ALL
SELECT format('county %s: machinery %s rial is not within its share of %s', county, machinery_rial, ceiling_rial)
FROM grants_countymachinery WHERE machinery_rial < 0 OR machinery_rial > ceiling_rial
UNION ALL
SELECT format('year %s, county %s, %s: the split says %s rial, the book holds %s', fiscal_year, county, heading, coalesce(p.amount, 0), coalesce(h.amount, 0))
FROM part p FULL JOIN held h USING (province, fiscal_year, source, county, heading)
WHERE coalesce(p.amount, 0) <> coalesce(h.amount, 0);
