-- Every notice that was issued, every notified agreement and every approved distribution has its papers (S0-44).
SELECT format('%s %s (%s) has no paper', x.kind, x.id, x.number)
FROM (
    SELECT province, 'notices.creditnotice' AS kind, id, number, NULL AS paper FROM notices_creditnotice WHERE state IN ('issued', 'corrected')
    UNION ALL
    SELECT province, 'agreements.Agreement', id, number, NULL FROM agreements_agreement WHERE state = 'notified'
    UNION ALL
    SELECT province, 'allotments.AllotmentNotice', id, number, NULL FROM allotments_allotmentnotice WHERE state IN ('issued', 'acknowledged', 'corrected')
    UNION ALL
    SELECT province, 'allotments.AllotmentSession', id, number, NULL FROM allotments_allotmentsession WHERE state <> 'draft'
    UNION ALL
    SELECT d.province, 'distribution.distribution', d.id, d.resolution_number, k.paper
    FROM distribution_distribution d CROSS JOIN (VALUES ('distribution_table'), ('balance_certificate')) AS k(paper)
    WHERE d.state = 'approved' AND EXISTS (SELECT 1 FROM distribution_distributioncell c WHERE c.distribution_id = d.id)
      AND (k.paper = 'distribution_table' OR NOT d.working ? 'before') -- approved before there were certificates
    UNION ALL
    SELECT province, 'councils.meeting', id, session_number, NULL FROM councils_meeting
    WHERE body = 'county_committee' AND state IN ('concluded', 'sent') OR body = 'council' AND state = 'concluded'
) AS x
LEFT JOIN documents_paper p ON p.province = x.province AND p.about_kind = x.kind AND p.about_id = x.id
    AND (x.paper IS NULL OR p.kind = x.paper)
WHERE p.id IS NULL;
