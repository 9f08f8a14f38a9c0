-- Authority moved only along the map of the year, and kept what it carried (S0-42).
WITH entry AS (
    SELECT e.province, e.id, e.reverses,
           string_to_array(s.code, '/') AS f, string_to_array(t.code, '/') AS t
    FROM ledger_entry e
    JOIN ledger_account s ON s.province = e.province AND s.id = e.source_account
    JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account
)
SELECT format('entry %s: %s → %s is not on the map', e.id, array_to_string(e.f, '/'), array_to_string(e.t, '/'))
FROM entry e
LEFT JOIN ledger_path p ON p.book = e.f[2] AND p.from_stage = e.f[3] AND p.to_stage = e.t[3]
WHERE e.reverses IS NULL
  AND (p.book IS NULL OR e.f[1] <> e.t[1] OR e.f[2] <> e.t[2]
       OR EXISTS (SELECT 1 FROM generate_series(1, 6) AS i
                  WHERE e.f[i + 3] <> e.t[i + 3] AND NOT (substr(p.mask, i, 1) = '+' AND e.f[i + 3] = '')
                    AND NOT (substr(p.mask, i, 1) = '-' AND e.t[i + 3] = '')));
