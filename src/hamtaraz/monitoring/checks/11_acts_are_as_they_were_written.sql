-- The digest of every act is the digest of what it says.
SELECT format('act %s was changed after it was written', a.id)
FROM trail_act a
WHERE digest IS DISTINCT FROM sha256(convert_to(jsonb_build_array(
    a.province, a.id, a.fiscal_year, a.verb, a.subject_kind, a.subject_id, a.subject_title, a.person_id,
    a.person_name, a.mandate_id, a.role, a.organisation_id, a.organisation_name, a.on_day - DATE '2000-01-01',
    a.basis, a.reason, a.details, extract(epoch FROM a.recorded_at))::text, 'UTF8'));
