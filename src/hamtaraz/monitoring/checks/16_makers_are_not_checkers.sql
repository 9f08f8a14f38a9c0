-- Nobody checked what they made: each approval, issue and signature is by its role, and by another person than whoever wrote or approved before (INV-06, S0-45).
WITH rule (verb, role, makers) AS (VALUES
    ('budget_rule.announce', 'consolidation_head', ARRAY['budget_rule.record', 'budget_rule.change']),
    ('central_notice.issue', 'consolidation_head', ARRAY['central_notice.record', 'central_notice.draft_correction', 'central_notice.change']),
    ('county_notice.issue', 'consolidation_head', ARRAY['county_notice.draft', 'county_notice.draft_correction', 'county_notice.change']),
    ('agency_notice.issue', 'consolidation_head', ARRAY['agency_notice.draft', 'agency_notice.draft_correction', 'agency_notice.change']),
    ('directive.activate', 'consolidation_head', ARRAY['directive.write', 'directive.take_over', 'directive.change', 'directive.submit']),
    ('directive.activate_as_deputy', 'budget_deputy', ARRAY['directive.write', 'directive.take_over', 'directive.change', 'directive.submit']),
    ('distribution.endorse', 'budget_deputy', ARRAY['distribution.propose']),
    ('agreement.review', 'sector_expert', ARRAY['agreement.draft', 'agreement.edit', 'agreement.answer', 'agreement.submit', 'agreement.confirm', 'agreement.approve']),
    ('agreement.confirm', 'consolidation_expert', ARRAY['agreement.draft', 'agreement.edit', 'agreement.answer', 'agreement.submit', 'agreement.review', 'agreement.approve']),
    ('agreement.approve', 'budget_deputy', ARRAY['agreement.draft', 'agreement.edit', 'agreement.answer', 'agreement.submit', 'agreement.review', 'agreement.confirm']),
    ('agreement.agency_sign', 'agency_head', ARRAY['agreement.draft', 'agreement.edit', 'agreement.answer', 'agreement.submit', 'agreement.review', 'agreement.confirm', 'agreement.approve']),
    ('agreement.mpo_sign', 'mpo_head', ARRAY['agreement.draft', 'agreement.edit', 'agreement.answer', 'agreement.submit', 'agreement.review', 'agreement.confirm', 'agreement.approve', 'agreement.agency_sign']),
    ('grant_shares.announce', 'resource_deputy', ARRAY['grant_shares.compute']),
    ('bitumen_run.announce', 'resource_deputy', ARRAY['bitumen_run.compute']),
    ('bitumen_aid.confirm', 'technical_office', ARRAY['bitumen_aid.document', 'bitumen_aid.present_slip']),
    ('machine_request.review', 'municipal_deputy', ARRAY['machine_request.ask', 'machine_request.send', 'machine_request.list']),
    ('machine_request.order', 'resource_deputy', ARRAY['machine_request.ask', 'machine_request.present_slip', 'machine_request.review']),
    ('central_allotment.confirm', 'consolidation_head', ARRAY['central_allotment.record', 'central_allotment.revise']),
    ('allotment_notice.issue', 'consolidation_head', ARRAY['allotment_notice.draft', 'allotment_notice.draft_correction', 'allotment_notice.revise'])
)
SELECT DISTINCT format('act %s: %s took “%s” of “%s” after “%s” (act %s)',
                       c.id, c.person_name, c.verb, c.subject_title, m.verb, m.id)
FROM trail_act c
JOIN rule r ON r.verb = c.verb
JOIN trail_act m ON m.province = c.province AND m.subject_kind = c.subject_kind AND m.subject_id = c.subject_id
     AND m.id < c.id AND m.person_id = c.person_id AND m.verb = ANY (r.makers)
UNION ALL
SELECT format('act %s: %s took “%s” of “%s” as %s', c.id, c.person_name, c.verb, c.subject_title, c.role)
FROM trail_act c JOIN rule r ON r.verb = c.verb WHERE c.role <> r.role;
