-- Allotment notices stay within the Committee's ceilings of their source and chapter, and ceilings within the centre's notices (INV-07, W10).
WITH ceiling AS (
    SELECT s.province, s.fiscal_year, c.source_id, c.chapter_id, sum(c.amount_rial) AS amount
    FROM allotments_allotmentsession s JOIN allotments_ceiling c ON c.session_id = s.id
    WHERE s.state <> 'draft' GROUP BY 1, 2, 3, 4
), allotted AS (
    SELECT n.province, n.fiscal_year, l.source_id, l.chapter_id, sum(l.amount_rial) AS amount
    FROM allotments_allotmentnotice n JOIN allotments_sessionline l ON l.notice_id = n.id
    WHERE n.state IN ('issued', 'acknowledged') GROUP BY 1, 2, 3, 4
), released AS (
    SELECT c.province, c.fiscal_year, l.source_id, sum(l.amount_rial) AS amount
    FROM allotments_centralallotment c JOIN allotments_centralallotmentline l ON l.central_id = c.id
    WHERE c.state = 'confirmed' GROUP BY 1, 2, 3
)
SELECT format('source %s, chapter %s: %s rial allotted under a ceiling of %s', source_id, chapter_id, a.amount, coalesce(c.amount, 0))
FROM allotted a LEFT JOIN ceiling c USING (province, fiscal_year, source_id, chapter_id) WHERE a.amount > coalesce(c.amount, 0)
UNION ALL
SELECT format('source %s: ceilings of %s rial; the centre released %s', source_id, sum(c.amount), coalesce(max(r.amount), 0))
FROM ceiling c LEFT JOIN released r USING (province, fiscal_year, source_id)
GROUP BY province, fiscal_year, source_id HAVING sum(c.amount) > coalesce(max(r.amount), 0);
