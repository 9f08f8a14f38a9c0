-- One machine a municipality and year; contribution and aid are the price; the book holds the aid where the request stands, out of the share or of the credit kept beside it (S4-?8); no order before the slips; no sale within the lock; last year's machine at last year's contribution, beside no other relief and no credit of another year (INV-15, INV-16, INV-17, INV-27, INV-28).
WITH given AS (
    SELECT m.*, c.code AS county, p.code AS town,
           (SELECT coalesce(sum(s.amount_rial), 0) FROM grants_depositslip s WHERE s.about_kind = 'grants.machinerequest' AND s.about_id = m.id) AS deposited
    FROM grants_machinerequest m
    JOIN grants_recipient p ON p.id = m.recipient_id JOIN places_county c ON c.id = p.county_id
), held AS (
    SELECT province, fiscal_year, project, stage, sum(balance) AS amount FROM ledger_account
    WHERE book = 'credit' AND stage IN ('grant_promised', 'grant_paid') AND programme = 'machinery' AND chapter = 'municipal' GROUP BY 1, 2, 3, 4
), expected AS (
    SELECT province, fiscal_year, 'm' || id AS project, aid_rial AS amount,
           CASE WHEN state IN ('announced', 'deposited') THEN 'grant_promised' ELSE 'grant_paid' END AS stage
    FROM given WHERE state IN ('announced', 'deposited', 'ordered', 'delivered', 'sold') AND aid_rial > 0
)
SELECT format('municipality %s has asked for %s machines in %s', recipient_id, count(*), fiscal_year)
FROM given WHERE state <> 'declined' GROUP BY recipient_id, fiscal_year HAVING count(*) > 1
UNION ALL
SELECT format('request %s: contribution %s and aid %s are not the price %s', id, contribution_rial, aid_rial, price_rial)
FROM given WHERE price_rial <> contribution_rial + aid_rial
UNION ALL
SELECT format('request %s: the book holds %s at %s, the request says %s', coalesce(e.project, h.project), coalesce(h.amount, 0),
              coalesce(e.stage, h.stage), coalesce(e.amount, 0))
FROM expected e FULL JOIN held h USING (province, fiscal_year, project, stage)
WHERE coalesce(h.amount, 0) <> coalesce(e.amount, 0)
UNION ALL
SELECT format('request %s: the delivery was ordered with %s of %s rial deposited', id, deposited, contribution_rial)
FROM given WHERE state IN ('deposited', 'ordered', 'delivered', 'sold') AND deposited < contribution_rial
UNION ALL
SELECT format('request %s: its aid was taken out of %s', g.id, s.stage)
FROM given g JOIN grants_share h ON h.id = g.share_id JOIN grants_sharerun r ON r.id = h.run_id
JOIN ledger_account t ON t.province = g.province AND t.stage = 'grant_promised' AND t.project = 'm' || g.id
JOIN ledger_entry e ON e.province = g.province AND e.target_account = t.id AND e.reverses IS NULL
JOIN ledger_account s ON s.province = g.province AND s.id = e.source_account
WHERE s.stage <> CASE WHEN r.machinery_rial > 0 THEN 'grant_credit' ELSE 'grant_share' END
UNION ALL
SELECT format('request %s: the machine of the year before costs %s, %s was set for it then', id, contribution_rial, last_year_contribution_rial)
FROM given WHERE chosen_last_year AND machine = first AND contribution_rial <> last_year_contribution_rial
UNION ALL
SELECT format('request %s: last year''s machine and the discount of a new municipality together', g.id)
FROM given g JOIN grants_recipient p ON p.id = g.recipient_id
WHERE g.chosen_last_year AND g.machine IN ('', g.first) AND p.first_mayor_year = g.fiscal_year AND g.state <> 'declined'
UNION ALL
SELECT format('entry %s brings credit of %s into aid of %s', e.id, s.fiscal_year, t.fiscal_year)
FROM ledger_entry e
JOIN ledger_account s ON s.province = e.province AND s.id = e.source_account
JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account
WHERE t.stage IN ('grant_credit', 'grant_share', 'grant_envelope', 'grant_promised', 'grant_paid') AND s.fiscal_year <> t.fiscal_year
UNION ALL
SELECT format('request %s: sold on %s, locked until %s', g.id, a.on_day, g.sale_allowed_on)
FROM given g JOIN trail_act a ON a.province = g.province AND a.subject_kind = 'grants.machinerequest' AND a.subject_id = g.id
     AND a.verb = 'machine_request.sell' AND a.on_day < g.sale_allowed_on;
