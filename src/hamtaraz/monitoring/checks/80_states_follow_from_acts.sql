-- Every subject stands where its last step left it, and none has gone: replaying the trail gives the states.
WITH subject AS (
    SELECT province, 'notices.budgetrule' AS kind, id, state FROM notices_budgetrule
    UNION ALL SELECT province, 'notices.creditnotice', id, state FROM notices_creditnotice
    UNION ALL SELECT province, 'directives.directiveversion', id, state FROM directives_directiveversion
    UNION ALL SELECT province, 'grants.sharerun', id, state FROM grants_sharerun
    UNION ALL SELECT province, 'grants.machinerequest', id, state FROM grants_machinerequest
    UNION ALL SELECT province, 'grants.bitumenrun', id, state FROM grants_bitumenrun
    UNION ALL SELECT province, 'grants.bitumenaid', id, state FROM grants_bitumenaid
    UNION ALL SELECT province, 'grants.dehyarimachine', id, state FROM grants_dehyarimachine
    UNION ALL SELECT province, 'grants.countysplit', id, state FROM grants_countysplit
    UNION ALL SELECT province, 'grants.municipalproject', id, state FROM grants_municipalproject
    UNION ALL SELECT province, 'grants.dehyariproject', id, state FROM grants_dehyariproject
    UNION ALL SELECT province, 'distribution.distribution', id, state FROM distribution_distribution
    UNION ALL SELECT province, 'councils.meeting', id, state FROM councils_meeting
    UNION ALL SELECT province, 'agreements.Agreement', id, state FROM agreements_agreement
    UNION ALL SELECT province, 'allotments.CentralAllotment', id, state FROM allotments_centralallotment
    UNION ALL SELECT province, 'allotments.AllotmentSession', id, state FROM allotments_allotmentsession
    UNION ALL SELECT province, 'allotments.AllotmentNotice', id, state FROM allotments_allotmentnotice
), last AS (
    SELECT DISTINCT ON (province, subject_kind, subject_id) province, subject_kind AS kind, subject_id AS id, details ->> 'to' AS state
    FROM trail_act
    WHERE subject_kind IN ('notices.budgetrule', 'notices.creditnotice', 'directives.directiveversion', 'distribution.distribution', 'councils.meeting',
                           'agreements.Agreement', 'allotments.CentralAllotment', 'allotments.AllotmentSession',
                           'allotments.AllotmentNotice', 'grants.sharerun', 'grants.machinerequest', 'grants.bitumenrun', 'grants.bitumenaid', 'grants.countysplit', 'grants.municipalproject', 'grants.dehyariproject', 'grants.dehyarimachine')
      AND jsonb_typeof(details -> 'to') = 'string'
    ORDER BY province, subject_kind, subject_id, trail_act.id DESC
)
SELECT format('%s %s stands at “%s”; its last step left it at “%s”', kind, id, coalesce(s.state, 'nowhere'), coalesce(l.state, 'nowhere'))
FROM subject s FULL JOIN last l USING (province, kind, id)
WHERE s.state IS DISTINCT FROM l.state;
