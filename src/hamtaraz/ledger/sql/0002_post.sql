-- The pen. One call posts one entry or forty thousand: all of them, or none.
-- Refusals carry a JSON detail: HZ001 beyond the credit, HZ002 off the map, HZ003 key used for something else,
-- HZ004 not a mirror or reversed already, HZ005 beyond the cap.
CREATE OR REPLACE FUNCTION ledger_post(
    p_province text, p_act bigint, p_basis text,
    p_from text[], p_to text[], p_amount bigint[], p_key text[], p_reverses bigint[]
) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    v_count integer := cardinality(p_from);
    v_touched text[];
    v_locked text[];
    v_born text[];
    v_ids bigint[];
    v_known integer;
    v_same integer;
    v_bad jsonb;
BEGIN
    IF v_count = 0 OR v_count <> cardinality(p_to) OR v_count <> cardinality(p_amount)
       OR v_count <> cardinality(p_key) OR v_count <> cardinality(p_reverses) THEN
        RAISE EXCEPTION 'a posting needs as many sources as targets, amounts and keys';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM trail_act WHERE province = p_province AND id = p_act) THEN
        RAISE EXCEPTION 'a posting needs its act';
    END IF;

    -- the map: every line follows a path; a mirror follows the entry it reverses
    SELECT jsonb_build_object('from', l.f, 'to', l.t) INTO v_bad
    FROM unnest(p_from, p_to, p_reverses) AS l(f, t, r)
    LEFT JOIN ledger_path p ON p.book = split_part(l.f, '/', 2) AND p.from_stage = split_part(l.f, '/', 3)
                           AND p.to_stage = split_part(l.t, '/', 3)
    WHERE l.r IS NULL AND (p.book IS NULL OR NOT ledger_follows(l.f, l.t, p.mask))
    LIMIT 1;
    IF v_bad IS NOT NULL THEN
        RAISE EXCEPTION 'authority does not move this way' USING ERRCODE = 'HZ002', DETAIL = v_bad::text;
    END IF;

    -- open the accounts that are touched for the first time
    SELECT array_agg(c ORDER BY c) INTO v_touched
    FROM (SELECT DISTINCT c COLLATE "C" AS c FROM unnest(p_from || p_to) AS c) AS d;
    SELECT jsonb_build_object('from', c, 'to', c) INTO v_bad
    FROM unnest(v_touched) AS c
    LEFT JOIN ledger_stage s ON s.book = split_part(c, '/', 2) AND s.stage = split_part(c, '/', 3)
    WHERE (s.book IS NULL OR NOT ledger_shaped(c, s.shape))
      AND NOT EXISTS (SELECT 1 FROM ledger_account a WHERE a.province = p_province AND a.code = c)
    LIMIT 1;
    IF v_bad IS NOT NULL THEN
        RAISE EXCEPTION 'no such account on the map' USING ERRCODE = 'HZ002', DETAIL = v_bad::text;
    END IF;
    -- one that only receives is born with what it ends with; the others are changed with the accounts of before
    WITH change AS (
        SELECT code, sum(m) AS balance, count(*) AS entries, min(m) >= 0 AS receives
        FROM (SELECT f, -a FROM unnest(p_from, p_amount) AS x(f, a)
              UNION ALL
              SELECT t, a FROM unnest(p_to, p_amount) AS y(t, a)) AS side(code, m)
        GROUP BY code
    ), born AS (
        INSERT INTO ledger_account (province, code, floor, balance, entries)
        SELECT p_province, c.code, CASE WHEN s.outside THEN NULL ELSE 0 END,
               CASE WHEN c.receives THEN c.balance ELSE 0 END, CASE WHEN c.receives THEN c.entries ELSE 0 END
        FROM change c
        JOIN ledger_stage s ON s.book = split_part(c.code, '/', 2) AND s.stage = split_part(c.code, '/', 3)
        WHERE NOT EXISTS (SELECT 1 FROM ledger_account a WHERE a.province = p_province AND a.code = c.code)
        ORDER BY c.code COLLATE "C"
        ON CONFLICT DO NOTHING
        RETURNING code, entries
    )
    SELECT coalesce(array_agg(code) FILTER (WHERE entries > 0), '{}') INTO v_born FROM born;

    -- take what is touched, what caps it and what it caps, in code order
    SELECT array_agg(DISTINCT c) INTO v_locked FROM (
        SELECT unnest(v_touched)
        UNION ALL
        SELECT split_part(c, '/', 1) || '/' || s.capped_by || substr(c, length(split_part(c, '/', 1)) + length(s.book) + length(s.stage) + 3)
        FROM unnest(v_touched) AS c
        JOIN ledger_stage s ON s.book = split_part(c, '/', 2) AND s.stage = split_part(c, '/', 3) AND s.capped_by IS NOT NULL
        UNION ALL
        SELECT split_part(c, '/', 1) || '/' || s.book || '/' || s.stage || substr(c, length(split_part(c, '/', 1)) + length(s.capped_by) + 2)
        FROM unnest(v_touched) AS c
        JOIN ledger_stage s ON s.capped_by = split_part(c, '/', 2) || '/' || split_part(c, '/', 3)
    ) AS all_codes(c);
    PERFORM 1 FROM ledger_account WHERE province = p_province AND code = ANY (v_locked) ORDER BY code FOR UPDATE;

    -- answer once per key
    IF EXISTS (SELECT 1 FROM ledger_entry WHERE province = p_province AND key = ANY (p_key)) THEN
        SELECT count(*), count(*) FILTER (WHERE e.amount = l.a AND s.code = l.f AND t.code = l.t),
               array_agg(e.id ORDER BY l.n)
        INTO v_known, v_same, v_ids
        FROM unnest(p_from, p_to, p_amount, p_key) WITH ORDINALITY AS l(f, t, a, k, n)
        JOIN ledger_entry e ON e.province = p_province AND e.key = l.k
        JOIN ledger_account s ON s.province = e.province AND s.id = e.source_account
        JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account;
        IF v_known = v_count AND v_same = v_count THEN
            RETURN v_ids;
        ELSIF v_known > 0 THEN
            RAISE EXCEPTION 'this key was used for another entry' USING ERRCODE = 'HZ003', DETAIL = '{}';
        END IF;
    END IF;

    -- a mirror reverses one whole entry, once
    SELECT jsonb_build_object('entry', l.r) INTO v_bad
    FROM unnest(p_from, p_to, p_amount, p_reverses) AS l(f, t, a, r)
    LEFT JOIN ledger_entry e ON e.province = p_province AND e.id = l.r
    LEFT JOIN ledger_account s ON s.province = e.province AND s.id = e.source_account
    LEFT JOIN ledger_account t ON t.province = e.province AND t.id = e.target_account
    WHERE l.r IS NOT NULL
      AND (e.id IS NULL OR s.code <> l.t OR t.code <> l.f OR e.amount <> l.a
           OR EXISTS (SELECT 1 FROM ledger_entry m WHERE m.province = p_province AND m.reverses = l.r))
    LIMIT 1;
    IF v_bad IS NOT NULL THEN
        RAISE EXCEPTION 'not the mirror of an entry, or reversed already' USING ERRCODE = 'HZ004', DETAIL = v_bad::text;
    END IF;

    -- the entries, with the running balance and place of both accounts
    WITH line AS (
        SELECT l.n, l.f, l.t, l.a, l.k, l.r, nextval('ledger_entry_id') AS id
        FROM unnest(p_from, p_to, p_amount, p_key, p_reverses) WITH ORDINALITY AS l(f, t, a, k, r, n)
    ), side AS (
        SELECT n, f AS code, -a AS change, true AS is_source FROM line
        UNION ALL
        SELECT n, t, a, false FROM line
    ), running AS (
        SELECT s.n, s.is_source, a.id AS account,
               CASE WHEN b.code IS NULL THEN a.balance ELSE 0 END + sum(s.change) OVER w AS balance,
               CASE WHEN b.code IS NULL THEN a.entries ELSE 0 END + row_number() OVER w AS seq
        FROM side s JOIN ledger_account a ON a.province = p_province AND a.code = s.code
        LEFT JOIN unnest(v_born) AS b(code) ON b.code = s.code
        WINDOW w AS (PARTITION BY a.id ORDER BY s.n)
    ), entry AS (
        SELECT ROW(p_province, line.id, split_part(line.f, '/', 1)::integer, split_part(line.f, '/', 2),
                   s.account, t.account, line.a, p_basis, p_act, line.k, line.r, s.balance::bigint, t.balance::bigint,
                   s.seq, t.seq, clock_timestamp(), NULL)::ledger_entry AS e
        FROM line
        JOIN running s ON s.n = line.n AND s.is_source
        JOIN running t ON t.n = line.n AND NOT t.is_source
        ORDER BY line.n
    ), written AS (
        INSERT INTO ledger_entry
        SELECT (e).province, (e).id, (e).fiscal_year, (e).book, (e).source_account, (e).target_account, (e).amount,
               (e).basis, (e).act, (e).key, (e).reverses, (e).source_balance, (e).target_balance, (e).source_seq,
               (e).target_seq, (e).recorded_at, ledger_digest(e)
        FROM entry
        RETURNING id, source_account, source_balance
    ), lowest AS (
        SELECT source_account, min(source_balance) AS balance FROM written GROUP BY source_account
    )
    -- no account below its floor after any entry
    SELECT (SELECT array_agg(id ORDER BY id) FROM written),
           (SELECT jsonb_build_object('account', a.code, 'available', a.balance, 'short_by', a.floor - l.balance)
            FROM lowest l JOIN ledger_account a ON a.province = p_province AND a.id = l.source_account
            WHERE l.balance < a.floor ORDER BY a.code LIMIT 1)
    INTO v_ids, v_bad;
    IF v_bad IS NOT NULL THEN
        RAISE EXCEPTION 'the account does not hold that much' USING ERRCODE = 'HZ001', DETAIL = v_bad::text;
    END IF;

    UPDATE ledger_account a SET balance = a.balance + d.change, entries = a.entries + d.entries
    FROM (SELECT code, sum(change) AS change, count(*) AS entries
          FROM (SELECT f, -m FROM unnest(p_from, p_amount) AS x(f, m)
                UNION ALL
                SELECT t, m FROM unnest(p_to, p_amount) AS y(t, m)) AS side(code, change)
          GROUP BY code) AS d
    WHERE a.province = p_province AND a.code = d.code AND d.code <> ALL (v_born);

    -- what rests, summed (0003_resting.sql); a posting of thousands leaves the folding to a smaller one
    INSERT INTO ledger_sum_change
    SELECT p_province, split_part(code, '/', 1)::integer, split_part(code, '/', 2), split_part(code, '/', 3),
           split_part(code, '/', 4), split_part(code, '/', 5), split_part(code, '/', 6), split_part(code, '/', 8), sum(change)
    FROM (SELECT f, -m FROM unnest(p_from, p_amount) AS x(f, m)
          UNION ALL
          SELECT t, m FROM unnest(p_to, p_amount) AS y(t, m)) AS side(code, change)
    GROUP BY code;
    IF v_count < 4096 AND (v_ids[1] - 1) / 4096 <> v_ids[v_count] / 4096 THEN
        PERFORM ledger_fold_sums(p_province);
    END IF;

    -- no account above the one that caps it
    SELECT jsonb_build_object('account', a.code, 'cap', coalesce(c.balance, 0), 'over_by', a.balance - coalesce(c.balance, 0))
    INTO v_bad
    FROM ledger_account a
    JOIN ledger_stage s ON s.book = a.book AND s.stage = a.stage AND s.capped_by IS NOT NULL
    LEFT JOIN ledger_account c ON c.province = a.province
         AND c.code = a.fiscal_year || '/' || s.capped_by || substr(a.code, length(a.fiscal_year::text) + length(s.book) + length(s.stage) + 3)
    WHERE a.province = p_province AND a.code = ANY (v_locked) AND a.balance > coalesce(c.balance, 0)
    LIMIT 1;
    IF v_bad IS NOT NULL THEN
        RAISE EXCEPTION 'more than the line that caps it' USING ERRCODE = 'HZ005', DETAIL = v_bad::text;
    END IF;
    RETURN v_ids;
END
$$;

-- The same pen for one plain move between open accounts without a cap: the everyday case, five times as quick.
-- Whatever is not plain goes to ledger_post(); both refuse the same.
CREATE OR REPLACE FUNCTION ledger_post_one(
    p_province text, p_act bigint, p_basis text, p_from text, p_to text, p_amount bigint, p_key text, p_reverses bigint
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_account ledger_account;
    v_source ledger_account;
    v_target ledger_account;
    v_entry ledger_entry;
BEGIN
    -- what is not plain leaves before any lock is taken: the long pen takes its own, in its own order
    IF p_reverses IS NOT NULL
       OR (SELECT count(*) FROM ledger_account WHERE province = p_province AND code IN (p_from, p_to)) < 2
       OR EXISTS (SELECT 1 FROM ledger_stage
                  WHERE capped_by IS NOT NULL
                    AND (book = split_part(p_to, '/', 2) AND stage = split_part(p_to, '/', 3)
                         OR capped_by = split_part(p_from, '/', 2) || '/' || split_part(p_from, '/', 3))) THEN
        RETURN (ledger_post(p_province, p_act, p_basis, ARRAY[p_from], ARRAY[p_to], ARRAY[p_amount], ARRAY[p_key], ARRAY[p_reverses]))[1];
    END IF;
    FOR v_account IN
        SELECT * FROM ledger_account WHERE province = p_province AND code IN (p_from, p_to) ORDER BY code FOR UPDATE
    LOOP
        IF v_account.code = p_from THEN v_source := v_account; ELSE v_target := v_account; END IF;
    END LOOP;
    IF EXISTS (SELECT 1 FROM ledger_entry WHERE province = p_province AND key = p_key) THEN
        RETURN (ledger_post(p_province, p_act, p_basis, ARRAY[p_from], ARRAY[p_to], ARRAY[p_amount], ARRAY[p_key], ARRAY[p_reverses]))[1];
    END IF;
    IF NOT EXISTS (SELECT 1 FROM trail_act WHERE province = p_province AND id = p_act) THEN
        RAISE EXCEPTION 'a posting needs its act';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM ledger_path WHERE book = v_source.book AND from_stage = v_source.stage
                   AND to_stage = v_target.stage AND ledger_follows(p_from, p_to, mask)) THEN
        RAISE EXCEPTION 'authority does not move this way'
            USING ERRCODE = 'HZ002', DETAIL = jsonb_build_object('from', p_from, 'to', p_to)::text;
    END IF;
    IF v_source.balance - p_amount < v_source.floor THEN
        RAISE EXCEPTION 'the account does not hold that much'
            USING ERRCODE = 'HZ001', DETAIL = jsonb_build_object('account', p_from, 'available', v_source.balance,
                                                                'short_by', v_source.floor - v_source.balance + p_amount)::text;
    END IF;
    v_entry := ROW(p_province, nextval('ledger_entry_id'), v_source.fiscal_year, v_source.book, v_source.id, v_target.id,
                   p_amount, p_basis, p_act, p_key, NULL, v_source.balance - p_amount, v_target.balance + p_amount,
                   v_source.entries + 1, v_target.entries + 1, clock_timestamp(), NULL);
    v_entry.digest := ledger_digest(v_entry);
    INSERT INTO ledger_entry SELECT v_entry.*;
    UPDATE ledger_account
    SET balance = balance + CASE WHEN id = v_source.id THEN -p_amount ELSE p_amount END, entries = entries + 1
    WHERE province = p_province AND id IN (v_source.id, v_target.id);
    INSERT INTO ledger_sum_change VALUES
        (p_province, v_source.fiscal_year, v_source.book, v_source.stage, v_source.source, v_source.county, v_source.chapter, v_source.agency, -p_amount),
        (p_province, v_target.fiscal_year, v_target.book, v_target.stage, v_target.source, v_target.county, v_target.chapter, v_target.agency, p_amount);
    IF v_entry.id % 4096 = 0 THEN
        PERFORM ledger_fold_sums(p_province);
    END IF;
    RETURN v_entry.id;
END
$$;

REVOKE ALL ON ledger_stage, ledger_path, ledger_account, ledger_entry FROM hamtaraz_app;
REVOKE ALL ON SEQUENCE ledger_account_id, ledger_entry_id FROM hamtaraz_app;
GRANT SELECT ON ledger_stage, ledger_path, ledger_account, ledger_entry TO hamtaraz_app;
REVOKE ALL ON FUNCTION ledger_post FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_post TO hamtaraz_app;
REVOKE ALL ON FUNCTION ledger_post_one FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_post_one TO hamtaraz_app;
