-- The wall of row-level security stands before every table that carries an organisation's rows, and nowhere lets all through (S2).
SELECT format('the table %s has no wall', w.name)
FROM (VALUES ('agreements_agreement'), ('agreements_agreementline'), ('agreements_edition'), ('agreements_remark'),
             ('allotments_allotmentnotice'), ('allotments_sessionline'), ('notices_creditnotice'), ('notices_noticeline'),
             ('documents_paper'), ('letters_letter'), ('letters_attachment'), ('ledger_account'), ('ledger_entry'),
             ('ledger_sum'), ('ledger_sum_change'),
             ('trail_act'), ('workflow_task'), ('directives_directiveversion'),
             ('grants_recipient'), ('grants_recipientfigure'), ('grants_share'), ('grants_machinerequest'), ('grants_depositslip'),
             ('grants_bitumenrun'), ('grants_bitumenaid'), ('grants_bitumenreport'), ('grants_compactioncheck'), ('grants_jointpurchase'),
             ('grants_plan'), ('grants_planline'), ('grants_municipalproject'), ('grants_dehyariproject'), ('grants_projectpayment'),
             ('grants_sitevisit')) AS w(name)
LEFT JOIN pg_class c ON c.oid = to_regclass(w.name) AND c.relrowsecurity
LEFT JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'wall'
WHERE p.oid IS NULL
UNION ALL
SELECT format('the table %s has another way round the wall: %s', p.polrelid::regclass, p.polname)
FROM pg_policy p WHERE p.polname <> 'wall' OR pg_get_expr(p.polqual, p.polrelid) NOT LIKE '%wall(''seat''%'
UNION ALL
SELECT format('the view %s looks past the wall', v.relname)
FROM pg_class v WHERE v.relkind = 'v' AND v.relnamespace = 'public'::regnamespace
AND NOT coalesce(v.reloptions, '{}') @> '{security_invoker=true}';
