-- Every book of every year sums to zero: authority only moves (S0-11, R1 conservation).
SELECT format('province %s, year %s, book %s: the balances sum to %s instead of 0', province, fiscal_year, book, sum(balance))
FROM ledger_account GROUP BY province, fiscal_year, book HAVING sum(balance) <> 0;
