-- An inbox holds exactly one task for every subject whose state waits for somebody, and none for any other.
WITH waits (kind, state, task) AS (VALUES
    ('notices.budgetrule', 'recorded', 'announce_rule'),
    ('central', 'draft', 'confirm_central_notice'),
    ('county', 'draft', 'issue_county_notice'),
    ('agency', 'draft', 'issue_agency_notice'),
    ('directives.directiveversion', 'submitted', 'directive.submitted'),
    ('grants.sharerun', 'computed', 'grants.announce_shares'),
    ('grants.machinerequest', 'draft', 'grants.send_request'),
    ('grants.machinerequest', 'sent', 'grants.list_request'),
    ('grants.machinerequest', 'listed', 'grants.review_request'),
    ('grants.machinerequest', 'reviewed', 'grants.announce_contribution'),
    ('grants.machinerequest', 'announced', 'grants.deposit'),
    ('grants.machinerequest', 'deposited', 'grants.order_delivery'),
    ('grants.machinerequest', 'ordered', 'grants.hand_over'),
    ('grants.bitumenrun', 'computed', 'grants.announce_bitumen'),
    ('grants.bitumenaid', 'announced', 'grants.bitumen_deposit'),
    ('grants.bitumenaid', 'deposited', 'grants.bitumen_order'),
    ('grants.bitumenaid', 'ordered', 'grants.bitumen_introduce'),
    ('grants.bitumenaid', 'introduced', 'grants.bitumen_receive'),
    ('grants.bitumenaid', 'delivered', 'grants.bitumen_document'),
    ('grants.bitumenaid', 'documented', 'grants.bitumen_confirm'),
    ('grants.dehyarimachine', 'asked', 'grants.list_village'),
    ('grants.dehyarimachine', 'listed', 'grants.review_village'),
    ('grants.dehyarimachine', 'announced', 'grants.deposit_village'),
    ('grants.dehyarimachine', 'reviewed', 'grants.announce_village'),
    ('grants.dehyarimachine', 'deposited', 'grants.order_village'),
    ('grants.dehyarimachine', 'ordered', 'grants.hand_over_village'),
    ('grants.dehyarimachine', 'needs_substitute', 'grants.propose_substitute'),
    ('grants.countysplit', 'draft', 'grants.write_split'),
    ('grants.countysplit', 'sent', 'grants.approve_split'),
    ('grants.municipalproject', 'draft', 'grants.send_project'),
    ('grants.municipalproject', 'sent', 'grants.list_project'),
    ('grants.municipalproject', 'listed', 'grants.review_project'),
    ('grants.municipalproject', 'approved', 'grants.pay_first'),
    ('grants.municipalproject', 'first_paid', 'grants.complete_project'),
    ('grants.municipalproject', 'completed', 'grants.confirm_completion'),
    ('grants.municipalproject', 'confirmed', 'grants.accept_completion'),
    ('grants.municipalproject', 'accepted', 'grants.pay_second'),
    ('grants.municipalproject', 'second_paid', 'grants.pay_rest'),
    ('grants.dehyariproject', 'draft', 'grants.send_village_project'),
    ('grants.dehyariproject', 'sent', 'grants.list_village_project'),
    ('grants.dehyariproject', 'listed', 'grants.review_village_project'),
    ('grants.dehyariproject', 'approved', 'grants.pay_village_first'),
    ('grants.dehyariproject', 'first_paid', 'grants.report_progress'),
    ('grants.dehyariproject', 'reported', 'grants.accept_progress'),
    ('grants.dehyariproject', 'accepted', 'grants.pay_village_second'),
    ('grants.dehyariproject', 'second_paid', 'grants.pay_village_rest'),
    ('distribution.distribution', 'draft', 'distribution.draft'),
    ('distribution.distribution', 'computed', 'distribution.computed'),
    ('distribution.distribution', 'proposed', 'distribution.proposed'),
    ('distribution.distribution', 'endorsed', 'distribution.endorsed'),
    ('council', 'convened', 'hold_session'),
    ('council', 'in_session', 'council_session.in_session'),
    ('county_committee', 'convened', 'hold_session'),
    ('county_committee', 'in_session', 'committee_session.in_session'),
    ('county_committee', 'approved', 'committee_session.approved'),
    ('county_committee', 'concluded', 'committee_session.concluded'),
    ('agreements.Agreement', 'draft', 'agreement.draft'),
    ('agreements.Agreement', 'sector_review', 'agreement.sector_review'),
    ('agreements.Agreement', 'consolidation_review', 'agreement.consolidation_review'),
    ('agreements.Agreement', 'deputy_review', 'agreement.deputy_review'),
    ('agreements.Agreement', 'agency_signature', 'agreement.agency_signature'),
    ('agreements.Agreement', 'mpo_signature', 'agreement.mpo_signature'),
    ('agreements.Agreement', 'exchange', 'agreement.exchange'),
    ('allotments.CentralAllotment', 'draft', 'allotments.confirm'),
    ('allotments.AllotmentSession', 'draft', 'allotments.decide'),
    ('allotments.AllotmentNotice', 'draft', 'allotments.issue'),
    ('allotments.AllotmentNotice', 'issued', 'allotments.read')
), subject AS (
    SELECT province, 'notices.budgetrule' AS kind, 'notices.budgetrule:' || id AS key, state FROM notices_budgetrule
    UNION ALL SELECT province, kind, 'notices.creditnotice:' || id, state FROM notices_creditnotice
    UNION ALL SELECT province, 'directives.directiveversion', 'directives.directiveversion:' || id, state FROM directives_directiveversion
    UNION ALL SELECT province, 'grants.bitumenrun', 'grants.bitumenrun:' || id, state FROM grants_bitumenrun
    UNION ALL SELECT province, 'grants.bitumenaid', 'grants.bitumenaid:' || id, state FROM grants_bitumenaid
    UNION ALL SELECT province, 'grants.machinerequest', 'grants.machinerequest:' || id, state FROM grants_machinerequest
    UNION ALL SELECT province, 'grants.sharerun', 'grants.sharerun:' || id, state FROM grants_sharerun
    UNION ALL SELECT province, 'grants.dehyarimachine', 'grants.dehyarimachine:' || id, state FROM grants_dehyarimachine
    UNION ALL SELECT province, 'grants.countysplit', 'grants.countysplit:' || id, state FROM grants_countysplit
    UNION ALL SELECT province, 'grants.municipalproject', 'grants.municipalproject:' || id, state FROM grants_municipalproject
    UNION ALL SELECT province, 'grants.dehyariproject', 'grants.dehyariproject:' || id, state FROM grants_dehyariproject
    UNION ALL SELECT province, 'distribution.distribution', 'distribution.distribution:' || id, state FROM distribution_distribution
    UNION ALL SELECT province, body, 'councils.meeting:' || id, state FROM councils_meeting
    UNION ALL SELECT province, 'agreements.Agreement', 'agreements.Agreement:' || id, state FROM agreements_agreement
    UNION ALL SELECT province, 'allotments.CentralAllotment', 'allotments.CentralAllotment:' || id, state FROM allotments_centralallotment
    UNION ALL SELECT province, 'allotments.AllotmentSession', 'allotments.AllotmentSession:' || id, state FROM allotments_allotmentsession
    UNION ALL SELECT province, 'allotments.AllotmentNotice', 'allotments.AllotmentNotice:' || id, state FROM allotments_allotmentnotice
), expected AS (
    SELECT s.province, s.key, w.task FROM subject s JOIN waits w USING (kind, state)
), open AS (
    SELECT province, key, kind AS task, count(*) AS tasks FROM workflow_task
    WHERE closed_on IS NULL AND kind IN (SELECT task FROM waits) GROUP BY province, key, kind
)
SELECT format('“%s” of %s: %s, but %s open', task, key, CASE WHEN e.key IS NULL THEN 'nothing waits' ELSE 'one task waits' END, coalesce(o.tasks, 0))
FROM expected e FULL JOIN open o USING (province, key, task)
WHERE e.key IS NULL OR o.tasks IS DISTINCT FROM 1;
