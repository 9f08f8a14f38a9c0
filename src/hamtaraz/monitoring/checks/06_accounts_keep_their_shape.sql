-- Every account keeps exactly the dimensions of its stage.
SELECT format('account %s does not have the shape %s', a.code, coalesce(s.shape, 'of any stage'))
FROM ledger_account a
LEFT JOIN ledger_stage s ON s.book = split_part(a.code, '/', 2) AND s.stage = split_part(a.code, '/', 3)
WHERE s.shape IS NULL
   OR EXISTS (SELECT 1 FROM generate_series(1, 6) AS i
              WHERE substr(s.shape, i, 1) = 'R' AND split_part(a.code, '/', i + 3) = ''
                 OR substr(s.shape, i, 1) = '-' AND split_part(a.code, '/', i + 3) <> '');
