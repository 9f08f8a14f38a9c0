-- What was paid of every project is the sum of its payments, within its aid as far as allotment is realised; the first stage within its part; the second after both approvals; and the book holds the same (INV-26).
WITH project AS (
    SELECT 'municipal' AS part, 'grants.municipalproject' AS kind, id, province, fiscal_year, recipient_id, state, approved_rial, paid_rial
    FROM grants_municipalproject
    UNION ALL
    SELECT 'dehyari', 'grants.dehyariproject', id, province, fiscal_year, recipient_id, state, approved_rial, paid_rial FROM grants_dehyariproject
), payment AS (
    SELECT y.*, r.share_ppm, r.part, lag(y.paid_before_rial + y.amount_rial, 1, 0::bigint) OVER (PARTITION BY y.about_kind, y.about_id ORDER BY y.id) AS reached
    FROM grants_projectpayment y JOIN grants_realisedallotment r ON r.id = y.realised_id
), now AS (
    SELECT DISTINCT ON (province, fiscal_year, part) province, fiscal_year, part, share_ppm
    FROM grants_realisedallotment ORDER BY province, fiscal_year, part, id DESC
), held AS (
    SELECT province, fiscal_year, chapter AS part, project, sum(balance) FILTER (WHERE stage = 'grant_promised') AS promised,
           sum(balance) FILTER (WHERE stage = 'grant_paid') AS paid
    FROM ledger_account WHERE book = 'credit' AND programme = 'projects' AND stage IN ('grant_promised', 'grant_paid') GROUP BY 1, 2, 3, 4
), approval (kind, verb, others) AS (VALUES
    ('grants.municipalproject', 'municipal_project.confirm', 'development_deputy'), ('grants.municipalproject', 'municipal_project.accept', 'municipal_deputy'),
    ('grants.dehyariproject', 'dehyari_project.report', 'development_deputy'), ('grants.dehyariproject', 'dehyari_project.accept', 'dehyari_deputy')
)
SELECT format('project %s of part %s: %s rial paid, its payments add up to %s', p.id, p.part, p.paid_rial, coalesce(sum(y.amount_rial), 0))
FROM project p LEFT JOIN payment y ON y.about_kind = p.kind AND y.about_id = p.id
GROUP BY p.part, p.id, p.paid_rial HAVING p.paid_rial <> coalesce(sum(y.amount_rial), 0)
UNION ALL
SELECT format('project %s of part %s: %s rial paid, at %s ppm only %s are realised', p.id, p.part, p.paid_rial, coalesce(n.share_ppm, 0),
              floor(p.approved_rial::numeric * coalesce(n.share_ppm, 0) / 1000000))
FROM project p LEFT JOIN now n USING (province, fiscal_year, part)
WHERE p.paid_rial > 0 AND p.paid_rial > coalesce(floor(p.approved_rial::numeric * coalesce(n.share_ppm, 0) / 1000000), 0)
UNION ALL
SELECT format('payment %s: %s rial after %s, covered %s of %s at %s ppm', letter_number, amount_rial, paid_before_rial, due_rial, approved_rial, share_ppm)
FROM payment
WHERE due_rial <> floor(approved_rial::numeric * share_ppm / 1000000) OR paid_before_rial <> reached OR paid_before_rial + amount_rial > due_rial
UNION ALL
SELECT format('payment %s of the first stage: %s rial is beyond its part of %s', y.letter_number, y.paid_before_rial + y.amount_rial, y.approved_rial)
FROM payment y
WHERE y.stage = 1 AND y.paid_before_rial + y.amount_rial > floor(y.approved_rial
    * split_part(y.working #>> '{parameters,stage_one_part}', '/', 1)::numeric / coalesce(nullif(split_part(y.working #>> '{parameters,stage_one_part}', '/', 2), ''), '1')::numeric)
UNION ALL
SELECT format('payment %s of the second stage came before “%s” of the %s', y.letter_number, a.verb, a.others)
FROM payment y JOIN approval a ON a.kind = y.about_kind
WHERE y.stage = 2 AND NOT EXISTS (SELECT 1 FROM trail_act t WHERE t.province = y.province AND t.subject_kind = y.about_kind
    AND t.subject_id = y.about_id AND t.verb = a.verb AND t.role = a.others AND t.id < y.act)
UNION ALL
SELECT format('project %s of part %s: the book holds %s promised and %s paid, the project says %s of %s', coalesce(p.project, h.project),
              coalesce(p.part, h.part), coalesce(h.promised, 0), coalesce(h.paid, 0), coalesce(p.paid_rial, 0), coalesce(p.approved_rial, 0))
FROM (SELECT *, 'p' || id AS project FROM project WHERE approved_rial > 0) p FULL JOIN held h USING (province, fiscal_year, part, project)
WHERE coalesce(h.paid, 0) <> coalesce(p.paid_rial, 0) OR coalesce(h.promised, 0) + coalesce(h.paid, 0) <> coalesce(p.approved_rial, 0);
