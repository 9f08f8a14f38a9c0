-- Line by line, every credit notice that was issued is what its issuing moved, and no other notice moved anything.
WITH said AS (
    SELECT n.province, n.id, l.source, l.county, l.chapter, l.programme, l.agency, l.project, l.amount_rial AS amount
    FROM notices_creditnotice n JOIN notices_noticeline l ON l.notice_id = n.id
    WHERE n.state IN ('issued', 'corrected') AND l.amount_rial > 0
), moved AS (
    SELECT a.province, a.subject_id AS id, t.source, t.county, t.chapter, t.programme, t.agency, t.project, sum(e.amount) AS amount
    FROM trail_act a
    JOIN ledger_entry e ON e.province = a.province AND e.act = a.id
    JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account
    WHERE a.subject_kind = 'notices.creditnotice' AND a.verb IN ('central_notice.issue', 'county_notice.issue', 'agency_notice.issue')
    GROUP BY a.province, a.subject_id, t.source, t.county, t.chapter, t.programme, t.agency, t.project
)
SELECT format('notice %s, %s: says %s rial, its issuing moved %s', id,
              concat_ws('/', source, county, chapter, programme, agency, project),
              coalesce(said.amount, 0), coalesce(moved.amount, 0))
FROM said FULL JOIN moved USING (province, id, source, county, chapter, programme, agency, project)
WHERE said.amount IS DISTINCT FROM moved.amount;
