-- The total of every credit notice is the sum of its lines (S0-14, S0-17).
SELECT format('notice %s (%s): total %s rial, lines %s', n.id, n.number, n.total_rial, coalesce(sum(l.amount_rial), 0))
FROM notices_creditnotice n LEFT JOIN notices_noticeline l ON l.notice_id = n.id
GROUP BY n.id HAVING n.total_rial <> coalesce(sum(l.amount_rial), 0);
