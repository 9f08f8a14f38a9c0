-- Every project that was sent has its council's resolution or its place in the budget and a type of the directive; what is approved completes it; a dehyari's aid of the year lies within its bounds (INV-20, INV-21).
WITH project AS (
    SELECT 'municipal' AS part, id, province, fiscal_year, recipient_id, state, project_type, cost_to_complete_rial, own_rial,
           province_money_rial AS other_rial, approved_rial, document_id IS NOT NULL AS shown, 'S4-066' AS clause
    FROM grants_municipalproject
    UNION ALL
    SELECT 'dehyari', id, province, fiscal_year, recipient_id, state, project_type, cost_to_complete_rial, own_rial,
           0, approved_rial, foreseen OR document_id IS NOT NULL, 'S4-114' FROM grants_dehyariproject
), law AS (
    SELECT v.province, right(v.key, 4)::int AS fiscal_year, v.text FROM directives_directiveversion v
    WHERE v.key LIKE 'note-9h-%' AND v.activated_on IS NOT NULL AND v.replaced_on IS NULL
), bound AS (
    SELECT province, fiscal_year,
           replace(substring(text FROM 'key = "village_aid_least".*?\n\s+is = ([0-9_]+)\n'), '_', '')::bigint AS least,
           replace(substring(text FROM 'key = "village_aid_most".*?\n\s+is = ([0-9_]+)\n'), '_', '')::bigint AS most
    FROM law
), aid AS (
    SELECT province, fiscal_year, recipient_id, sum(approved_rial) AS amount,
           bool_or(state NOT IN ('approved', 'draft', 'sent', 'listed')) AS paid
    FROM project WHERE part = 'dehyari' AND approved_rial > 0 GROUP BY 1, 2, 3
)
SELECT format('project %s of part %s was sent without what shows it (%s)', id, part, clause)
FROM project WHERE state NOT IN ('draft', 'withdrawn') AND NOT shown
UNION ALL
SELECT format('project %s of part %s is of the type %s, which the directive does not name', p.id, p.part, p.project_type)
FROM project p JOIN law l USING (province, fiscal_year)
WHERE position(format('key = "%s_type_%s"', p.part, p.project_type) IN l.text) = 0
UNION ALL
SELECT format('project %s of part %s: %s rial are lacking to complete it', id, part, cost_to_complete_rial - approved_rial - own_rial - other_rial)
FROM project WHERE approved_rial IS NOT NULL AND cost_to_complete_rial > approved_rial + own_rial + other_rial
UNION ALL
SELECT format('the dehyari of recipient %s has %s rial of aid in %s, outside %s to %s', a.recipient_id, a.amount, a.fiscal_year, b.least, b.most)
FROM aid a JOIN bound b USING (province, fiscal_year) WHERE a.amount > b.most OR (a.paid AND a.amount < b.least)
UNION ALL
SELECT format('the village %s uses the aid for projects without having chosen it', p.recipient_id)
FROM project p LEFT JOIN grants_villagechoice c ON c.recipient_id = p.recipient_id AND c.fiscal_year = p.fiscal_year AND c.kind = 'project'
WHERE p.part = 'dehyari' AND p.state NOT IN ('draft', 'withdrawn', 'declined') AND c.id IS NULL;
