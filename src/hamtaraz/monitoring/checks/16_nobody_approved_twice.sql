-- Each approval of an agreement is by another person than every other step of it, since its last submission (INV-06, S0-45).
WITH step AS (
    SELECT province, subject_id, id, person_id, person_name, subject_title, split_part(verb, '.', 2) AS verb,
           max(id) FILTER (WHERE verb = 'agreement.submit') OVER (PARTITION BY province, subject_id) AS last_submission
    FROM trail_act WHERE subject_kind = 'agreements.agreement'
)
SELECT format('%s took %s steps of the agreement “%s”', person_name, count(*), subject_title)
FROM step WHERE id >= last_submission AND verb IN ('submit', 'review', 'confirm', 'approve')
GROUP BY province, subject_id, person_id, person_name, subject_title, last_submission
HAVING count(DISTINCT verb) > 1;
