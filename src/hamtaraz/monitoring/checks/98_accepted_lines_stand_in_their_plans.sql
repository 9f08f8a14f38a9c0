-- Accepted lines of a plan are lines it was made of, for the aid they asked for, within its envelopes, and no village has a machine and a project of one plan (S4-096, S4-102; INV-23, INV-24).
WITH accepted AS (
    SELECT p.id AS plan, l.code, l.aid_rial, (r ->> 'aid')::bigint AS asked, r ->> 'owner' AS owner,
           r ->> 'county' AS county, r ->> 'heading' AS heading, (p.working -> 'terms' ->> 'one_kind')::boolean AS one_kind
    FROM grants_plan p
    JOIN grants_planline l ON l.plan_id = p.id
    LEFT JOIN jsonb_array_elements(p.working -> 'requests') r ON r ->> 'code' = l.code
)
SELECT format('plan %s: the accepted line %s is of %s rial, asked for were %s', plan, code, aid_rial, coalesce(asked, 0))
FROM accepted WHERE asked IS DISTINCT FROM aid_rial
UNION ALL
SELECT format('plan %s: accepted lines take %s of the %s rial of %s %s', a.plan, sum(a.aid_rial), m ->> 'ceiling', m ->> 'of', m ->> 'heading')
FROM grants_plan p
CROSS JOIN jsonb_array_elements(p.working -> 'limits') m
JOIN accepted a ON a.plan = p.id AND m ->> 'of' IN ('', a.county, a.owner) AND m ->> 'heading' IN ('', a.heading)
GROUP BY a.plan, m HAVING sum(a.aid_rial) > (m ->> 'ceiling')::bigint
UNION ALL
SELECT format('plan %s: the village %s has a machine and a project', plan, owner)
FROM accepted WHERE one_kind GROUP BY plan, owner HAVING count(DISTINCT heading) > 1;
