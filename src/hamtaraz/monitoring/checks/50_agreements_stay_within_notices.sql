-- Submitted agreements of an agency hold no more of a source and project than its credit notices (INV-05, S0-34).
WITH agreed AS (
    SELECT a.province, a.fiscal_year, s.code AS source, l.county, c.code AS chapter, g.code AS programme, o.code AS agency, p.code AS project, sum(l.amount_rial) AS amount
    FROM agreements_agreement a
    JOIN agreements_agreementline l ON l.agreement_id = a.id
    JOIN budget_creditsource s ON s.id = l.source_id
    JOIN budget_programme g ON g.id = a.programme_id
    JOIN budget_chapter c ON c.id = g.chapter_id
    JOIN people_organisation o ON o.id = a.agency_id
    JOIN projects_project p ON p.id = l.project_id
    WHERE a.state NOT IN ('draft', 'cancelled') AND l.amount_rial > 0 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
), told AS (
    SELECT n.province, n.fiscal_year, l.source, l.county, l.chapter, l.programme, l.agency, l.project, sum(l.amount_rial) AS amount
    FROM notices_creditnotice n JOIN notices_noticeline l ON l.notice_id = n.id
    WHERE n.kind = 'agency' AND n.state = 'issued' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
)
SELECT format('agency %s, project %s, source %s: %s rial in agreements, %s noticed', agency, project, source, a.amount, coalesce(t.amount, 0))
FROM agreed a LEFT JOIN told t USING (province, fiscal_year, source, county, chapter, programme, agency, project)
WHERE a.amount > coalesce(t.amount, 0);
