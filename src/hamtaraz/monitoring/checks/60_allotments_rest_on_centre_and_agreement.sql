-- Every allotment notice rests on a confirmed notice of the centre, and its lines on notified agreements (INV-07, S0-22, S0-23).
WITH sent AS (
    SELECT n.id, n.province, n.fiscal_year, n.session_id FROM allotments_allotmentnotice n WHERE n.state IN ('issued', 'acknowledged')
), allotted AS (
    SELECT n.province, n.fiscal_year, l.source_id, l.county, l.programme, l.agency_id, l.project_id, sum(l.amount_rial) AS amount
    FROM sent n JOIN allotments_sessionline l ON l.notice_id = n.id GROUP BY 1, 2, 3, 4, 5, 6, 7
), agreed AS (
    SELECT a.province, a.fiscal_year, l.source_id, l.county, g.code AS programme, a.agency_id, l.project_id, sum(l.amount_rial) AS amount
    FROM agreements_agreement a
    JOIN agreements_agreementline l ON l.agreement_id = a.id
    JOIN budget_programme g ON g.id = a.programme_id
    WHERE a.state = 'notified' GROUP BY 1, 2, 3, 4, 5, 6, 7
)
SELECT format('allotment notice %s rests on no confirmed notice of the centre', n.id)
FROM sent n
JOIN allotments_allotmentsession s ON s.id = n.session_id
LEFT JOIN allotments_centralallotment c ON c.id = s.central_id AND c.state = 'confirmed'
WHERE c.id IS NULL OR s.state = 'draft'
UNION ALL
SELECT format('project %s: %s rial allotted, %s in notified agreements', p.code, l.amount, coalesce(a.amount, 0))
FROM allotted l
LEFT JOIN agreed a USING (province, fiscal_year, source_id, county, programme, agency_id, project_id)
JOIN projects_project p ON p.id = l.project_id
WHERE l.amount > coalesce(a.amount, 0);
