-- The formula's cells of a line sum to the line, adjustments cancel out once proposed, and each has its reason and its act (INV-01, INV-14).
SELECT format('distribution %s, line %s/%s: %s rial; the formula gave %s, with adjustments %s',
              d.id, l.source, l.programme, l.county_part_rial, sum(c.formula_rial), sum(c.amount_rial))
FROM distribution_distribution d
JOIN distribution_distributionline l ON l.distribution_id = d.id
LEFT JOIN distribution_distributioncell c ON c.line_id = l.id
WHERE d.state <> 'draft'
GROUP BY d.id, d.state, l.id, l.source, l.programme, l.county_part_rial
HAVING coalesce(sum(c.formula_rial), 0) <> l.county_part_rial
    OR d.state <> 'computed' AND coalesce(sum(c.amount_rial), 0) <> l.county_part_rial
UNION ALL
SELECT format('distribution %s, county %s: adjusted by %s rial without a reason or an act', c.distribution_id, c.county, c.adjustment_rial)
FROM distribution_distributioncell c
LEFT JOIN trail_act a ON a.province = c.province AND a.id = c.adjusted_by_act
WHERE c.adjustment_rial <> 0 AND (c.reason = '' OR a.id IS NULL);
