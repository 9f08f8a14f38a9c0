-- The sums that pages of overview read are what the accounts hold, in every place of the book.
WITH held AS (
    SELECT province, fiscal_year, book, stage, source, county, chapter, agency, sum(balance) AS amount
    FROM ledger_account GROUP BY province, fiscal_year, book, stage, source, county, chapter, agency
), summed AS (
    SELECT province, fiscal_year, book, stage, source, county, chapter, agency, sum(amount) AS amount
    FROM ledger_resting GROUP BY province, fiscal_year, book, stage, source, county, chapter, agency
)
SELECT format('%s/%s/%s of %s/%s/%s/%s: the accounts hold %s rial, the sums say %s', fiscal_year, book, stage,
              source, county, chapter, agency, coalesce(h.amount, 0), coalesce(s.amount, 0))
FROM held h FULL JOIN summed s USING (province, fiscal_year, book, stage, source, county, chapter, agency)
WHERE coalesce(h.amount, 0) <> coalesce(s.amount, 0);
