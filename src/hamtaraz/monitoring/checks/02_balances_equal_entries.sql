-- The balance of every account is what its entries add up to, and it knows how many they are.
WITH side AS (
    SELECT province, source_account AS account, -amount AS change FROM ledger_entry
    UNION ALL
    SELECT province, target_account, amount FROM ledger_entry
), summed AS (
    SELECT province, account, sum(change) AS balance, count(*) AS entries FROM side GROUP BY province, account
)
SELECT format('account %s: keeps %s rial after %s entries; its entries say %s after %s',
              a.code, a.balance, a.entries, coalesce(s.balance, 0), coalesce(s.entries, 0))
FROM ledger_account a LEFT JOIN summed s ON s.province = a.province AND s.account = a.id
WHERE a.balance <> coalesce(s.balance, 0) OR a.entries <> coalesce(s.entries, 0);
