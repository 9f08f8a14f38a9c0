-- What a corrected notice moved is mirrored and an issued notice stands in its place; what stands is not mirrored.
WITH notice AS (
    SELECT n.province, 'notices.creditnotice' AS kind, n.id, n.state = 'corrected' AS corrected, n.state = 'issued' AS stands,
           EXISTS (SELECT 1 FROM notices_creditnotice r WHERE r.corrects_id = n.id AND r.state IN ('issued', 'corrected')) AS replaced
    FROM notices_creditnotice n
    UNION ALL
    SELECT n.province, 'allotments.AllotmentNotice', n.id, n.state = 'corrected', n.state IN ('issued', 'acknowledged'),
           EXISTS (SELECT 1 FROM allotments_allotmentnotice r
                   WHERE r.corrects_id = n.id AND r.state IN ('issued', 'acknowledged', 'corrected'))
    FROM allotments_allotmentnotice n
    UNION ALL
    SELECT n.province, 'allotments.CentralAllotment', n.id, n.state = 'corrected', n.state = 'confirmed',
           EXISTS (SELECT 1 FROM allotments_centralallotment r WHERE r.corrects_id = n.id AND r.state IN ('confirmed', 'corrected'))
    FROM allotments_centralallotment n
), entry AS (
    SELECT a.province, a.subject_kind AS kind, a.subject_id AS id, e.id AS entry, m.id AS mirror
    FROM trail_act a
    JOIN ledger_entry e ON e.province = a.province AND e.act = a.id AND e.reverses IS NULL
    LEFT JOIN ledger_entry m ON m.province = e.province AND m.reverses = e.id
    WHERE a.subject_kind IN ('notices.creditnotice', 'allotments.AllotmentNotice', 'allotments.CentralAllotment')
)
SELECT format('%s %s is corrected, but entry %s has no mirror', kind, id, entry)
FROM notice JOIN entry USING (province, kind, id) WHERE corrected AND mirror IS NULL
UNION ALL
SELECT format('%s %s stands, but entry %s is mirrored by entry %s', kind, id, entry, mirror)
FROM notice JOIN entry USING (province, kind, id) WHERE stands AND mirror IS NOT NULL
UNION ALL
SELECT format('%s %s is corrected, but nothing issued stands in its place', kind, id) FROM notice WHERE corrected AND NOT replaced
UNION ALL
SELECT format('%s %s is corrected by another, but still stands', kind, id) FROM notice WHERE stands AND replaced;
