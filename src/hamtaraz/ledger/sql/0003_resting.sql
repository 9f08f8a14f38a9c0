-- What rests, summed over programmes and projects: what the pages of overview ask for, some thousand rows however large
-- the book. The pen adds what a posting changes and locks nothing for it: two postings never wait for a sum they share.
-- Now and then one of them folds the changes into the sums; whoever reads adds both up, exact at any moment.
CREATE TABLE IF NOT EXISTS ledger_sum (
    province    text    NOT NULL,
    fiscal_year integer NOT NULL,
    book        text    NOT NULL,
    stage       text    NOT NULL,
    source      text    NOT NULL,
    county      text    NOT NULL,
    chapter     text    NOT NULL,
    agency      text    NOT NULL,
    amount      bigint  NOT NULL,
    PRIMARY KEY (province, fiscal_year, book, stage, source, county, chapter, agency)
);
CREATE TABLE IF NOT EXISTS ledger_sum_change (LIKE ledger_sum);

CREATE OR REPLACE VIEW ledger_resting WITH (security_invoker = true) AS
    SELECT * FROM ledger_sum UNION ALL SELECT * FROM ledger_sum_change;

TRUNCATE ledger_sum, ledger_sum_change;
INSERT INTO ledger_sum
SELECT province, fiscal_year, book, stage, source, county, chapter, agency, sum(balance)
FROM ledger_account GROUP BY province, fiscal_year, book, stage, source, county, chapter, agency;

-- One folds at a time, and nobody waits for it: whoever comes meanwhile leaves it to the next.
CREATE OR REPLACE FUNCTION ledger_fold_sums(p_province text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock('ledger_sum'::regclass::oid::integer, hashtext(p_province)) THEN
        RETURN;
    END IF;
    WITH folded AS (
        DELETE FROM ledger_sum_change WHERE province = p_province RETURNING *
    )
    INSERT INTO ledger_sum AS s
    SELECT province, fiscal_year, book, stage, source, county, chapter, agency, sum(amount)
    FROM folded GROUP BY province, fiscal_year, book, stage, source, county, chapter, agency
    ON CONFLICT (province, fiscal_year, book, stage, source, county, chapter, agency)
    DO UPDATE SET amount = s.amount + excluded.amount;
END
$$;

REVOKE ALL ON ledger_sum, ledger_sum_change, ledger_resting FROM hamtaraz_app;
GRANT SELECT ON ledger_sum, ledger_sum_change, ledger_resting TO hamtaraz_app;
REVOKE ALL ON FUNCTION ledger_fold_sums FROM PUBLIC;
