-- Cell by cell and project by project, an approved distribution is what its approval moved out of what was received (INV-01, S0-12).
WITH said AS (
    SELECT d.province, d.id, l.source, c.county, l.chapter, l.programme, '' AS agency, '' AS project, c.amount_rial AS amount
    FROM distribution_distribution d
    JOIN distribution_distributionline l ON l.distribution_id = d.id
    JOIN distribution_distributioncell c ON c.line_id = l.id
    WHERE d.state = 'approved' AND c.amount_rial > 0
    UNION ALL
    SELECT d.province, d.id, l.source, '', p.chapter_code, p.programme_code, o.code, p.code, l.amount_rial
    FROM distribution_distribution d
    JOIN distribution_provinceline l ON l.distribution_id = d.id
    JOIN projects_project p ON p.id = l.project_id
    JOIN people_organisation o ON o.id = p.agency_id
    WHERE d.state = 'approved'
), moved AS (
    SELECT a.province, a.subject_id AS id, t.source, t.county, t.chapter, t.programme, t.agency, t.project, sum(e.amount) AS amount
    FROM trail_act a
    JOIN ledger_entry e ON e.province = a.province AND e.act = a.id
    JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account
    WHERE a.subject_kind = 'distribution.distribution' AND a.verb = 'distribution.approve'
    GROUP BY a.province, a.subject_id, t.source, t.county, t.chapter, t.programme, t.agency, t.project
)
SELECT format('distribution %s, %s: says %s rial, its approval moved %s', id,
              concat_ws('/', source, county, chapter, programme, agency, project),
              coalesce(said.amount, 0), coalesce(moved.amount, 0))
FROM said FULL JOIN moved USING (province, id, source, county, chapter, programme, agency, project)
WHERE said.amount IS DISTINCT FROM moved.amount;
