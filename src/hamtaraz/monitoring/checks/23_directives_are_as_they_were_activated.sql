-- Every version of a directive has the text it was submitted and activated with, its numbers have no gap, and one at a time was in force.
WITH told AS (
    SELECT province, subject_id, id AS act, details ->> 'digest' AS digest
    FROM trail_act WHERE subject_kind = 'directives.directiveversion' AND details ? 'digest'
)
SELECT format('the text of version %s of “%s” was changed: its digest is another', number, key)
FROM directives_directiveversion WHERE digest <> encode(sha256(convert_to(text, 'UTF8')), 'hex')
UNION ALL
SELECT format('version %s of “%s” is not the text that act %s was about', v.number, v.key, t.act)
FROM directives_directiveversion v JOIN told t ON t.province = v.province AND t.subject_id = v.id WHERE t.digest <> v.digest
UNION ALL
SELECT format('the versions of “%s” are %s, the last has number %s', key, count(*), max(number))
FROM directives_directiveversion GROUP BY province, key HAVING count(*) <> max(number) OR min(number) <> 1
UNION ALL
SELECT format('versions %s and %s of “%s” were in force on one day', a.number, b.number, a.key)
FROM directives_directiveversion a
JOIN directives_directiveversion b ON b.province = a.province AND b.key = a.key AND b.id <> a.id
     AND (a.activated_on, a.id) < (b.activated_on, b.id)
WHERE a.replaced_on IS NULL OR a.replaced_on > b.activated_on
UNION ALL
SELECT format('version %s of “%s” was activated by no act that ran its examples', v.number, v.key)
FROM directives_directiveversion v
WHERE v.state IN ('active', 'replaced') AND NOT EXISTS (
    SELECT 1 FROM trail_act a
    WHERE a.province = v.province AND a.subject_kind = 'directives.directiveversion' AND a.subject_id = v.id
      AND a.verb IN ('directive.activate', 'directive.activate_as_deputy') AND a.on_day = v.activated_on
      AND jsonb_array_length(a.details -> 'examples') > 0);
