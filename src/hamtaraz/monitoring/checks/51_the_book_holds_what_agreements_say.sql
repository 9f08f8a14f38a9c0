-- Line by line, what rests as agreed is the sum of notified agreements, and what rests in agreement of those on their way (S0-21, S0-34).
WITH said AS (
    SELECT a.province, a.fiscal_year, CASE a.state WHEN 'notified' THEN 'agreed' ELSE 'in_agreement' END AS stage,
           s.code AS source, l.county, c.code AS chapter, g.code AS programme, o.code AS agency, p.code AS project, sum(l.amount_rial) AS amount
    FROM agreements_agreement a
    JOIN agreements_agreementline l ON l.agreement_id = a.id
    JOIN budget_creditsource s ON s.id = l.source_id
    JOIN budget_programme g ON g.id = a.programme_id
    JOIN budget_chapter c ON c.id = g.chapter_id
    JOIN people_organisation o ON o.id = a.agency_id
    JOIN projects_project p ON p.id = l.project_id
    WHERE a.state NOT IN ('draft', 'cancelled') AND l.amount_rial > 0 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
), rests AS (
    SELECT province, fiscal_year, stage, source, county, chapter, programme, agency, project, balance AS amount
    FROM ledger_account WHERE book = 'credit' AND stage IN ('in_agreement', 'agreed') AND balance <> 0
)
SELECT format('%s of agency %s, project %s, source %s: agreements say %s rial, the book holds %s',
              stage, agency, project, source, coalesce(said.amount, 0), coalesce(rests.amount, 0))
FROM said FULL JOIN rests USING (province, fiscal_year, stage, source, county, chapter, programme, agency, project)
WHERE said.amount IS DISTINCT FROM rests.amount;
