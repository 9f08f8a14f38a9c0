-- The running balance of every account has no gap: each entry continues where the one before it ended.
WITH side AS (
    SELECT province, id, source_account AS account, -amount AS change, source_balance AS kept, source_seq AS seq FROM ledger_entry
    UNION ALL
    SELECT province, id, target_account, amount, target_balance, target_seq FROM ledger_entry
), run AS (
    SELECT province, id, account, kept, seq,
           sum(change) OVER w AS balance, row_number() OVER w AS place
    FROM side WINDOW w AS (PARTITION BY province, account ORDER BY seq, id)
)
SELECT format('entry %s on account %s: place %s with balance %s; it should be place %s with balance %s',
              run.id, a.code, run.seq, run.kept, run.place, run.balance)
FROM run JOIN ledger_account a ON a.province = run.province AND a.id = run.account
WHERE run.kept <> run.balance OR run.seq <> run.place;
