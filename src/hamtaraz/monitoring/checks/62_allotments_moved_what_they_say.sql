-- Line by line, central notices, ceilings and allotment notices are what their confirmation, decision and issue moved.
WITH said AS (
    SELECT c.province, 'central_allotment.confirm' AS verb, c.id, s.code AS source, '' AS county, '' AS chapter, '' AS programme, '' AS agency, '' AS project, sum(l.amount_rial) AS amount
    FROM allotments_centralallotment c
    JOIN allotments_centralallotmentline l ON l.central_id = c.id
    JOIN budget_creditsource s ON s.id = l.source_id
    WHERE c.state IN ('confirmed', 'corrected') GROUP BY c.province, c.id, s.code
    UNION ALL
    SELECT m.province, 'allotment_session.decide', m.id, s.code, '', h.code, '', '', '', sum(l.amount_rial)
    FROM allotments_allotmentsession m
    JOIN allotments_ceiling l ON l.session_id = m.id
    JOIN budget_creditsource s ON s.id = l.source_id
    JOIN budget_chapter h ON h.id = l.chapter_id
    WHERE m.state <> 'draft' GROUP BY m.province, m.id, s.code, h.code
    UNION ALL
    SELECT n.province, 'allotment_notice.issue', n.id, s.code, l.county, h.code, l.programme, o.code, p.code, sum(l.amount_rial)
    FROM allotments_allotmentnotice n
    JOIN allotments_sessionline l ON l.notice_id = n.id
    JOIN budget_creditsource s ON s.id = l.source_id
    JOIN budget_chapter h ON h.id = l.chapter_id
    JOIN people_organisation o ON o.id = l.agency_id
    JOIN projects_project p ON p.id = l.project_id
    WHERE n.state IN ('issued', 'acknowledged', 'corrected') GROUP BY n.province, n.id, s.code, l.county, h.code, l.programme, o.code, p.code
), moved AS (
    SELECT a.province, a.verb, a.subject_id AS id, t.source, t.county, t.chapter, t.programme, t.agency, t.project, sum(e.amount) AS amount
    FROM trail_act a
    JOIN ledger_entry e ON e.province = a.province AND e.act = a.id
    JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account
    WHERE a.verb IN ('central_allotment.confirm', 'allotment_session.decide', 'allotment_notice.issue')
    GROUP BY a.province, a.verb, a.subject_id, t.source, t.county, t.chapter, t.programme, t.agency, t.project
)
SELECT format('%s %s, %s: says %s rial, moved %s', verb, id,
              concat_ws('/', source, county, chapter, programme, agency, project),
              coalesce(said.amount, 0), coalesce(moved.amount, 0))
FROM said FULL JOIN moved USING (province, verb, id, source, county, chapter, programme, agency, project)
WHERE said.amount IS DISTINCT FROM moved.amount;
