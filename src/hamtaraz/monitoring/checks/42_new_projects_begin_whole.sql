-- A new project that a committee approved begins with at least its cost divided by its years, unless it was changed since (INV-03, W7).
WITH begun AS (
    SELECT m.province, m.fiscal_year, i.project_id, sum(i.amount_rial) AS credit, min(a.id) AS approved
    FROM councils_meeting m
    JOIN councils_committeeitem i ON i.meeting_id = m.id
    JOIN trail_act a ON a.province = m.province AND a.subject_kind = 'councils.meeting' AND a.subject_id = m.id
         AND a.verb = 'county_committee_session.approve_projects'
    WHERE m.state IN ('approved', 'concluded', 'sent')
    GROUP BY 1, 2, 3
)
SELECT format('project %s: %s rial in its first year; %s over %s years need more', p.code, b.credit, p.total_cost_rial, p.end_year - p.start_year + 1)
FROM begun b
JOIN projects_project p ON p.id = b.project_id
LEFT JOIN projects_projectyear y ON y.project_id = p.id AND y.fiscal_year = b.fiscal_year
WHERE NOT coalesce(y.unfinished, p.start_year < b.fiscal_year)
  AND b.credit::numeric * (p.end_year - p.start_year + 1) < p.total_cost_rial
  AND NOT EXISTS (SELECT 1 FROM trail_act c
                  WHERE c.province = b.province AND c.subject_kind = 'projects.project' AND c.id > b.approved
                    AND (c.subject_id = p.id OR c.details -> 'codes' ? p.code));
