-- What a county's committee approved in a cell is within the county notices of that cell (INV-02, S0-15).
WITH approved AS (
    SELECT m.province, m.fiscal_year, i.source, m.county, p.chapter_code AS chapter, p.programme_code AS programme, sum(i.amount_rial) AS amount
    FROM councils_meeting m
    JOIN councils_committeeitem i ON i.meeting_id = m.id
    JOIN projects_project p ON p.id = i.project_id
    WHERE m.state IN ('approved', 'concluded', 'sent') GROUP BY 1, 2, 3, 4, 5, 6
), told AS (
    SELECT n.province, n.fiscal_year, l.source, l.county, l.chapter, l.programme, sum(l.amount_rial) AS amount
    FROM notices_creditnotice n JOIN notices_noticeline l ON l.notice_id = n.id
    WHERE n.kind = 'county' AND n.state = 'issued' GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT format('county %s, %s/%s/%s: %s rial approved, %s noticed', county, source, chapter, programme, a.amount, coalesce(t.amount, 0))
FROM approved a LEFT JOIN told t USING (province, fiscal_year, source, county, chapter, programme)
WHERE a.amount > coalesce(t.amount, 0);
