-- Each step of a subject left the state that the step before it had reached.
WITH step AS (
    SELECT id, verb, subject_title, details ->> 'from' AS left_state,
           lag(details ->> 'to') OVER (PARTITION BY province, subject_kind, subject_id ORDER BY id) AS reached
    FROM trail_act WHERE jsonb_typeof(details -> 'to') = 'string'
)
SELECT format('act %s (%s of “%s”) left “%s”, but “%s” had been reached', id, verb, subject_title, left_state, reached)
FROM step WHERE left_state IS DISTINCT FROM reached;
