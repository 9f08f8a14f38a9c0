-- The guards of book, trail and papers stand, and the application is a lesser role that cannot pass them.
SELECT format('the guard %s is missing or switched off', g.name)
FROM (VALUES ('ledger_entry_append_only'), ('ledger_account_never_deleted'), ('trail_act_append_only'),
             ('documents_paper_append_only'), ('directives_version_stays'), ('directives_version_never_emptied')) AS g(name)
LEFT JOIN pg_trigger t ON t.tgname = g.name AND t.tgenabled IN ('O', 'A')
WHERE t.tgname IS NULL
UNION ALL
SELECT format('the role %s is a superuser, passes row security, or owns tables', r.rolname)
FROM pg_roles r WHERE r.rolname = 'hamtaraz_app' AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb)
UNION ALL
SELECT format('the application may %s %s', lower(privilege), guarded)
FROM (VALUES ('ledger_entry', 'INSERT'), ('ledger_entry', 'UPDATE'), ('ledger_entry', 'DELETE'), ('ledger_entry', 'TRUNCATE'),
             ('ledger_account', 'INSERT'), ('ledger_account', 'UPDATE'), ('ledger_account', 'DELETE'),
             ('ledger_sum', 'INSERT'), ('ledger_sum', 'UPDATE'), ('ledger_sum', 'DELETE'),
             ('ledger_sum_change', 'INSERT'), ('ledger_sum_change', 'UPDATE'), ('ledger_sum_change', 'DELETE'),
             ('ledger_path', 'INSERT'), ('ledger_path', 'UPDATE'), ('ledger_stage', 'UPDATE'),
             ('trail_act', 'INSERT'), ('trail_act', 'UPDATE'), ('trail_act', 'DELETE'),
             ('documents_paper', 'UPDATE'), ('documents_paper', 'DELETE'),
             ('directives_directiveversion', 'DELETE'), ('directives_directiveversion', 'TRUNCATE')) AS x(guarded, privilege)
WHERE has_table_privilege('hamtaraz_app', guarded, privilege);
