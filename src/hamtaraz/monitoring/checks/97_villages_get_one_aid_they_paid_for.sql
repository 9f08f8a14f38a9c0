-- A village large enough and with a dehyari gets one machine a year, and no other aid beside it; contribution and aid are the price; the book holds the aid where the machine stands; none is ordered before its slips, announced below the least order, sold within the lock, or left without an errand for its substitute (INV-16, INV-17, INV-22, INV-23, INV-27, INV-29).
WITH given AS (
    SELECT m.*, p.code AS village, p.has_dehyari,
           (SELECT coalesce(sum(s.amount_rial), 0) FROM grants_depositslip s
            WHERE s.about_kind = 'grants.dehyarimachine' AND s.about_id = m.id) AS deposited
    FROM grants_dehyarimachine m JOIN grants_recipient p ON p.id = m.recipient_id
), live AS (
    SELECT * FROM given WHERE state NOT IN ('declined', 'withdrawn')
), least AS (  -- the bounds as the text of the directive says them (S4-080)
    SELECT province, split_part(key, '-', 3)::integer AS fiscal_year,
           min((regexp_match(text, 'key = "village_persons".*?is = ([0-9]+)\s'))[1]::integer) AS persons,
           min((regexp_match(text, 'key = "village_households".*?is = ([0-9]+)\s'))[1]::integer) AS households
    FROM directives_directiveversion WHERE key ~ '^note-9h-[0-9]{4}$' AND activated_on IS NOT NULL GROUP BY 1, 2
), people AS (
    SELECT DISTINCT ON (recipient_id, key) recipient_id, key, value FROM grants_recipientfigure
    WHERE key IN ('population', 'households') ORDER BY recipient_id, key, year DESC
), held AS (
    SELECT province, fiscal_year, project, stage, sum(balance) AS amount FROM ledger_account
    WHERE book = 'credit' AND chapter = 'dehyari' AND programme = 'machinery' AND stage IN ('grant_promised', 'grant_paid')
    GROUP BY 1, 2, 3, 4
), expected AS (
    SELECT province, fiscal_year, 'd' || id AS project, aid_rial AS amount,
           CASE WHEN state IN ('announced', 'deposited') THEN 'grant_promised' ELSE 'grant_paid' END AS stage
    FROM given WHERE state IN ('announced', 'deposited', 'ordered', 'delivered', 'sold') AND aid_rial > 0
)
SELECT format('village %s has %s machines in %s', village, count(*), fiscal_year)
FROM live GROUP BY province, village, fiscal_year HAVING count(*) > 1
UNION ALL
SELECT format('machine %s: the village %s has no dehyari', id, village) FROM live WHERE NOT has_dehyari
UNION ALL
SELECT format('machine %s: the village %s had %s persons and %s households', l.id, l.village, coalesce(p.value, 0), coalesce(h.value, 0))
FROM live l JOIN least b USING (province, fiscal_year)
LEFT JOIN people p ON p.recipient_id = l.recipient_id AND p.key = 'population'
LEFT JOIN people h ON h.recipient_id = l.recipient_id AND h.key = 'households'
WHERE coalesce(p.value, 0) < b.persons AND coalesce(h.value, 0) < b.households
UNION ALL
SELECT format('machine %s: the village %s does not use the aid for machines', l.id, l.village)
FROM live l LEFT JOIN grants_villagechoice c ON c.recipient_id = l.recipient_id AND c.fiscal_year = l.fiscal_year
WHERE c.kind IS DISTINCT FROM 'machine'
UNION ALL
SELECT format('machine %s: contribution %s and aid %s are not the price %s', id, contribution_rial, aid_rial, price_rial)
FROM given WHERE price_rial <> contribution_rial + aid_rial
UNION ALL
SELECT format('machine %s: the book holds %s at %s, the machine says %s', coalesce(e.project, h.project), coalesce(h.amount, 0),
              coalesce(e.stage, h.stage), coalesce(e.amount, 0))
FROM expected e FULL JOIN held h USING (province, fiscal_year, project, stage)
WHERE coalesce(h.amount, 0) <> coalesce(e.amount, 0)
UNION ALL
SELECT format('machine %s: the delivery was ordered with %s of %s rial deposited', id, deposited, contribution_rial)
FROM given WHERE state IN ('deposited', 'ordered', 'delivered', 'sold') AND deposited < contribution_rial
UNION ALL
SELECT format('machine %s: announced with %s of its type approved, the least order is %s', id, ordered_together, least_order)
FROM given WHERE ordered_together < least_order
UNION ALL
SELECT format('machine %s: sold on %s, locked until %s', g.id, a.on_day, g.sale_allowed_on)
FROM given g JOIN trail_act a ON a.province = g.province AND a.subject_kind = 'grants.dehyarimachine' AND a.subject_id = g.id
     AND a.verb = 'dehyari_machine.sell' AND a.on_day < g.sale_allowed_on
UNION ALL
SELECT format('machine %s needs a substitute, and nobody is asked for one', g.id)
FROM given g WHERE g.state = 'needs_substitute' AND NOT EXISTS (
    SELECT 1 FROM workflow_task t WHERE t.province = g.province AND t.kind = 'grants.propose_substitute'
      AND t.key = 'grants.dehyarimachine:' || g.id AND t.closed_on IS NULL);
