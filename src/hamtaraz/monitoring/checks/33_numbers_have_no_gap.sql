-- The numbers of notices follow one another without a gap: as many as the register has given, none twice.
WITH numbered AS (
    SELECT province, fiscal_year, 'notices.' || kind AS series, count(*) AS notices, count(DISTINCT number) AS numbers
    FROM notices_creditnotice WHERE number <> '' GROUP BY 1, 2, 3
    UNION ALL
    SELECT province, fiscal_year, 'allotment_notice', count(*), count(DISTINCT number)
    FROM allotments_allotmentnotice WHERE number <> '' GROUP BY 1, 2
)
SELECT format('year %s, register %s: %s numbers given, %s notices bear %s different ones',
              fiscal_year, series, coalesce(r.last, 0), coalesce(n.notices, 0), coalesce(n.numbers, 0))
FROM numbered n FULL JOIN (
    SELECT * FROM letters_register WHERE series IN ('notices.central', 'notices.county', 'notices.agency', 'allotment_notice')
) r USING (province, fiscal_year, series)
WHERE coalesce(r.last, 0) <> coalesce(n.notices, 0) OR n.notices <> n.numbers;
