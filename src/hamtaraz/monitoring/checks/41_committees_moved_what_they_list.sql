-- Project by project, the approved list of a county committee is what its approval moved, and every project is of that county (S0-15).
WITH said AS (
    SELECT m.province, m.id, i.source, m.county, p.chapter_code AS chapter, p.programme_code AS programme, o.code AS agency, p.code AS project, i.amount_rial AS amount
    FROM councils_meeting m
    JOIN councils_committeeitem i ON i.meeting_id = m.id
    JOIN projects_project p ON p.id = i.project_id
    JOIN people_organisation o ON o.id = p.agency_id
    WHERE m.state IN ('approved', 'concluded', 'sent')
), moved AS (
    SELECT a.province, a.subject_id AS id, t.source, t.county, t.chapter, t.programme, t.agency, t.project, sum(e.amount) AS amount
    FROM trail_act a
    JOIN ledger_entry e ON e.province = a.province AND e.act = a.id
    JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account
    WHERE a.subject_kind = 'councils.meeting' AND a.verb = 'county_committee_session.approve_projects'
    GROUP BY a.province, a.subject_id, t.source, t.county, t.chapter, t.programme, t.agency, t.project
)
SELECT format('session %s, %s: lists %s rial, its approval moved %s', id,
              concat_ws('/', source, county, chapter, programme, agency, project),
              coalesce(said.amount, 0), coalesce(moved.amount, 0))
FROM said FULL JOIN moved USING (province, id, source, county, chapter, programme, agency, project)
WHERE said.amount IS DISTINCT FROM moved.amount
UNION ALL
SELECT format('session %s of county %s lists project %s of another place', m.id, m.county, p.code)
FROM councils_meeting m
JOIN councils_committeeitem i ON i.meeting_id = m.id
JOIN projects_project p ON p.id = i.project_id
LEFT JOIN places_county c ON c.id = p.county_id
WHERE m.state IN ('approved', 'concluded', 'sent') AND c.code IS DISTINCT FROM m.county;
