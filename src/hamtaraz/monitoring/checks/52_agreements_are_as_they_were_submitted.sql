-- The lines of an agreement that is reviewed, signed or notified are those of the edition that was submitted.
WITH kept AS (
    SELECT a.id, (x ->> 'line')::bigint AS line, (x ->> 'amount_rial')::bigint AS amount, x ->> 'project' AS project, x ->> 'source' AS source
    FROM agreements_agreement a
    JOIN agreements_edition e ON e.agreement_id = a.id AND e.number = a.edition
    CROSS JOIN jsonb_array_elements(e.lines) AS x
    WHERE a.state NOT IN ('draft', 'cancelled')
), now AS (
    SELECT a.id, l.id AS line, l.amount_rial AS amount, p.code AS project, s.code AS source
    FROM agreements_agreement a
    JOIN agreements_agreementline l ON l.agreement_id = a.id
    JOIN projects_project p ON p.id = l.project_id
    JOIN budget_creditsource s ON s.id = l.source_id
    WHERE a.state NOT IN ('draft', 'cancelled')
)
SELECT format('agreement %s, line %s: submitted with %s rial, now %s', id, line, coalesce(kept.amount, 0), coalesce(now.amount, 0))
FROM kept FULL JOIN now USING (id, line)
WHERE (kept.amount, kept.project, kept.source) IS DISTINCT FROM (now.amount, now.project, now.source);
