-- The total printed on every paper is what the act behind it moved in the book (R1: PDF totals = ledger totals).
WITH printed AS (
    SELECT province, id, code, number, act, CASE kind
        WHEN 'credit_notice' THEN (facts ->> 'total_rial')::bigint
        WHEN 'agreement' THEN (facts ->> 'total_rial')::bigint
        WHEN 'allotment_notice' THEN (facts ->> 'now_total_rial')::bigint
        WHEN 'distribution_table' THEN (facts -> 'matrix' ->> 'total_rial')::bigint
        WHEN 'allotment_committee_minutes' THEN
            (SELECT coalesce(sum((r -> 'matrix' ->> 'total_rial')::bigint), 0) FROM jsonb_array_elements(facts -> 'resolutions') AS r
             WHERE r -> 'matrix' -> 'heads' ? 'chapter')
        END AS total
    FROM documents_paper
    WHERE kind IN ('credit_notice', 'agreement', 'allotment_notice', 'distribution_table', 'allotment_committee_minutes')
      AND about_kind <> 'grants.countysplit'  -- a change of a split moves only what differs; check 96 holds it whole
), moved AS (
    SELECT p.province, p.id, coalesce(sum(e.amount) FILTER (WHERE t.stage <> 'province_line'), 0) AS total
    FROM printed p
    LEFT JOIN ledger_entry e ON e.province = p.province AND e.act = p.act AND e.reverses IS NULL
    LEFT JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account
    GROUP BY p.province, p.id
)
SELECT format('paper %s (%s): prints %s rial, its act moved %s', p.code, p.number, p.total, m.total)
FROM printed p JOIN moved m USING (province, id) WHERE p.total IS DISTINCT FROM m.total
UNION ALL
SELECT format('paper %s (%s): prints %s rial of projects, its session approved %s', d.code, d.number, d.total, d.approved)
FROM (SELECT p.code, p.number,
             (SELECT coalesce(sum((r -> 'projects' ->> 'total_rial')::bigint), 0) FROM jsonb_array_elements(p.facts -> 'resolutions') AS r) AS total,
             (SELECT coalesce(sum(e.amount), 0) FROM trail_act a JOIN ledger_entry e ON e.province = a.province AND e.act = a.id
              WHERE a.province = p.province AND a.subject_kind = p.about_kind AND a.subject_id = p.about_id
                AND a.verb = 'county_committee_session.approve_projects') AS approved
      FROM documents_paper p WHERE p.kind = 'committee_minutes') AS d
WHERE d.total <> d.approved;
