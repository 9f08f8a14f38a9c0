-- Every task was opened by an act and, if it is closed, closed by one.
SELECT format('task %s (%s): opened by act %s, closed by act %s', t.id, t.key, t.opened_by_act, coalesce(t.closed_by_act::text, 'none'))
FROM workflow_task t
LEFT JOIN trail_act o ON o.province = t.province AND o.id = t.opened_by_act
LEFT JOIN trail_act c ON c.province = t.province AND c.id = t.closed_by_act
WHERE o.id IS NULL OR (t.closed_on IS NULL) <> (t.closed_by_act IS NULL) OR (t.closed_by_act IS NOT NULL AND c.id IS NULL);
