-- The bytes of every paper have the hash they were issued with, and every paper has its act.
SELECT format('paper %s (%s) was changed after it was issued', p.code, p.number)
FROM documents_paper p WHERE p.pdf_sha256 <> encode(sha256(p.pdf), 'hex')
UNION ALL
SELECT format('paper %s (%s) has no act', p.code, p.number)
FROM documents_paper p LEFT JOIN trail_act a ON a.province = p.province AND a.id = p.act WHERE a.id IS NULL;
