-- Every announced share has its numbered letter, and the numbers of the register follow one another (S4-014, S4-084).
SELECT format('the share of %s was announced without a letter', s.name)
FROM grants_share s JOIN grants_sharerun r ON r.id = s.run_id
LEFT JOIN letters_letter l ON l.province = s.province AND l.number = s.number AND l.about_kind = 'grants.share' AND l.about_id = s.id
WHERE r.state = 'announced' AND l.id IS NULL
UNION ALL
SELECT format('year %s: the register has given %s numbers, the letters bear %s', r.fiscal_year, r.last, n.count)
FROM letters_register r
JOIN LATERAL (SELECT count(DISTINCT l.number) FROM letters_letter l
              WHERE l.province = r.province AND l.fiscal_year = r.fiscal_year AND l.about_kind LIKE 'grants.%') n ON true
WHERE r.series = 'grants.letter' AND r.last <> n.count;
