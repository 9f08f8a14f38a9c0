-- The formula's cells of a county add up to the share the frozen working gives it, and the working shares the lines there are (INV-01).
SELECT format('distribution %s, county %s: the cells hold %s rial, the working gives %s', d.id, c.county, sum(c.formula_rial),
              d.working -> 'run' -> 'shares' ->> c.county)
FROM distribution_distribution d
JOIN distribution_distributioncell c ON c.distribution_id = d.id
WHERE d.working IS NOT NULL AND NOT d.working ? 'before'
GROUP BY d.id, d.working, c.county
HAVING sum(c.formula_rial) IS DISTINCT FROM (d.working -> 'run' -> 'shares' ->> c.county)::bigint
UNION ALL
SELECT format('distribution %s: its lines hold %s rial, the working shared %s', d.id, coalesce(sum(l.county_part_rial), 0),
              d.working -> 'run' ->> 'pool_rial')
FROM distribution_distribution d
LEFT JOIN distribution_distributionline l ON l.distribution_id = d.id
WHERE d.working IS NOT NULL
GROUP BY d.id, d.working
HAVING coalesce(sum(l.county_part_rial), 0) <> (d.working -> 'run' ->> 'pool_rial')::bigint;
