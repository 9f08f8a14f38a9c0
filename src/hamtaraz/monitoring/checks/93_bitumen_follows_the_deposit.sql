-- Bitumen goes to towns within the bounds alone; its aids are its credit; a deposit is half of the aid at most, comes after the council's resolution and is the slips; delivered is three times it; its uses are the directive's; the order is value by rate; the book holds the aid where it stands (INV-13, INV-18, INV-19).
WITH aid AS (
    SELECT a.*, r.name, r.code AS town, n.text AS words, u.credit_rial, u.working -> 'parameters' AS bounds,
           (SELECT max(f.value) FROM grants_recipientfigure f WHERE f.recipient_id = r.id AND f.key = 'population' AND f.year = 1390) AS people,
           (SELECT coalesce(sum(s.amount_rial), 0) FROM grants_depositslip s WHERE s.about_kind = 'grants.bitumenaid' AND s.about_id = a.id) AS slips,
           (SELECT min(s.paid_on) FROM grants_depositslip s WHERE s.about_kind = 'grants.bitumenaid' AND s.about_id = a.id) AS paid_on
    FROM grants_bitumenaid a JOIN grants_recipient r ON r.id = a.recipient_id
    JOIN grants_bitumenrun u ON u.id = a.run_id JOIN directives_directiveversion n ON n.id = u.directive_id
    WHERE a.state <> 'withdrawn'
), held AS (
    SELECT province, fiscal_year, project, stage, sum(balance) AS amount FROM ledger_account
    WHERE book = 'credit' AND stage IN ('grant_promised', 'grant_paid') AND programme = 'bitumen' GROUP BY 1, 2, 3, 4
), expected AS (
    SELECT province, fiscal_year, 'b' || id AS project, coalesce(used_rial, announced_rial) AS amount,
           CASE WHEN state IN ('announced', 'deposited', 'ordered') THEN 'grant_promised' ELSE 'grant_paid' END AS stage
    FROM aid WHERE state NOT IN ('computed', 'declined') AND coalesce(used_rial, announced_rial) > 0
)
SELECT format('%s has bitumen, but %s persons', name, coalesce(people::text, 'nobody knows how many'))
FROM aid WHERE people IS NULL OR people < (bounds ->> 'bitumen_from')::numeric OR people >= (bounds ->> 'city_limit')::numeric
UNION ALL
SELECT format('year %s: the aids add up to %s rial, the credit for bitumen is %s', fiscal_year, sum(announced_rial), min(credit_rial))
FROM aid GROUP BY run_id, fiscal_year HAVING sum(announced_rial) <> min(credit_rial)
UNION ALL
SELECT format('bitumen %s: %s rial deposited of an aid of %s', id, greatest(slips, coalesce(deposit_rial, 0)), announced_rial)
FROM aid WHERE greatest(slips, coalesce(deposit_rial, 0), due_rial) > announced_rial / 2
UNION ALL
SELECT format('bitumen %s: the slips add up to %s rial, the deposit is %s', id, slips, deposit_rial)
FROM aid WHERE deposit_rial IS DISTINCT FROM CASE WHEN state IN ('computed', 'announced', 'declined') THEN NULL ELSE slips END
UNION ALL
SELECT format('bitumen %s: %s rial delivered and %s rial of aid used for a deposit of %s', id, delivered_rial, used_rial, deposit_rial)
FROM aid WHERE deposit_rial IS NOT NULL AND (delivered_rial IS DISTINCT FROM 3 * deposit_rial OR used_rial IS DISTINCT FROM 2 * deposit_rial)
UNION ALL
SELECT format('bitumen %s: paid on %s, the council resolved on %s', id, paid_on, coalesce(resolution_on::text, 'no day'))
FROM aid WHERE paid_on IS NOT NULL AND (resolution_on IS NULL OR resolution_scan_id IS NULL OR paid_on < resolution_on)
UNION ALL
SELECT format('bitumen %s is used for “%s”, which the directive does not name', id, use.value)
FROM aid CROSS JOIN LATERAL jsonb_array_elements_text(uses) AS use
WHERE strpos(words, format('"bitumen_use_%s"', use.value)) = 0
UNION ALL
SELECT format('bitumen %s was ordered for nothing', id) FROM aid WHERE ordered_on IS NOT NULL AND jsonb_array_length(uses) = 0
UNION ALL
SELECT format('bitumen %s: %s kg for %s rial at %s a tonne', id, kilograms, delivered_rial, tonne_price_rial)
FROM aid WHERE ordered_on IS NOT NULL AND (kilograms IS NULL OR tonne_price_rial IS NULL
    OR abs(kilograms::numeric * tonne_price_rial - delivered_rial::numeric * 1000) > tonne_price_rial)
UNION ALL
SELECT format('bitumen %s was confirmed without a passed control of its latest day', id) FROM aid
WHERE state = 'confirmed' AND (SELECT passed FROM grants_compactioncheck c WHERE c.aid_id = aid.id ORDER BY checked_on DESC, c.id DESC LIMIT 1) IS NOT TRUE
UNION ALL
SELECT format('bitumen %s: the book holds %s at %s, it says %s', coalesce(e.project, h.project), coalesce(h.amount, 0),
              coalesce(e.stage, h.stage), coalesce(e.amount, 0))
FROM expected e FULL JOIN held h USING (province, fiscal_year, project, stage)
WHERE coalesce(h.amount, 0) <> coalesce(e.amount, 0);
