-- The book: where budget authority is. Accounts and entries are written by ledger_post() alone.

-- The map of accounts. `shape` says of source, county, chapter, programme, agency, project in turn:
-- R required, O optional, - absent. An outside stage has no floor: authority enters the province through it.
CREATE TABLE ledger_stage (
    book      text    NOT NULL CHECK (book IN ('credit', 'allotment')),
    stage     text    NOT NULL,
    place     integer NOT NULL,
    shape     text    NOT NULL CHECK (shape ~ '^[RO-]{6}$'),
    outside   boolean NOT NULL DEFAULT false,
    capped_by text,             -- 'book/stage' of the account, with the same dimensions, that it may not exceed
    PRIMARY KEY (book, stage)
);
INSERT INTO ledger_stage (book, stage, place, shape, outside, capped_by) VALUES
    ('credit',    'centre',             1, 'R-----', true,  NULL),             -- S0-11
    ('credit',    'received',           2, 'R-----', false, NULL),             -- S0-11
    ('credit',    'county_share',       3, 'RRRR--', false, NULL),             -- S0-13
    ('credit',    'province_line',      4, 'R-RRRR', false, NULL),             -- S0-13, S0-43
    ('credit',    'county_noticed',     5, 'RRRR--', false, NULL),             -- S0-14
    ('credit',    'committee_approved', 6, 'RRRRRR', false, NULL),             -- S0-15
    ('credit',    'agency_noticed',     7, 'RORRRR', false, NULL),             -- S0-17
    ('credit',    'in_agreement',       8, 'RORRRR', false, NULL),             -- S0-34
    ('credit',    'agreed',             9, 'RORRRR', false, NULL),             -- S0-21
    ('allotment', 'centre',             1, 'R-----', true,  NULL),             -- S0-22
    ('allotment', 'received',           2, 'R-----', false, NULL),             -- S0-22
    ('allotment', 'ceiling',            3, 'R-R---', false, NULL),             -- domain.md 2.1, W10
    ('allotment', 'allotted',           4, 'RORRRR', false, 'credit/agreed');  -- S0-23, INV-07

-- The only ways authority may move. `mask` says of each dimension: = kept, + may be filled in, never changed.
CREATE TABLE ledger_path (
    book       text NOT NULL,
    from_stage text NOT NULL,
    to_stage   text NOT NULL,
    mask       text NOT NULL CHECK (mask ~ '^[=+]{6}$'),
    PRIMARY KEY (book, from_stage, to_stage),
    FOREIGN KEY (book, from_stage) REFERENCES ledger_stage,
    FOREIGN KEY (book, to_stage) REFERENCES ledger_stage
);
INSERT INTO ledger_path (book, from_stage, to_stage, mask) VALUES
    ('credit',    'centre',             'received',           '======'),
    ('credit',    'received',           'county_share',       '=+++=='),
    ('credit',    'received',           'province_line',      '==++++'),
    ('credit',    'county_share',       'county_noticed',     '======'),
    ('credit',    'county_noticed',     'committee_approved', '====++'),
    ('credit',    'committee_approved', 'agency_noticed',     '======'),
    ('credit',    'province_line',      'agency_noticed',     '======'),
    ('credit',    'agency_noticed',     'in_agreement',       '======'),
    ('credit',    'in_agreement',       'agreed',             '======'),
    ('allotment', 'centre',             'received',           '======'),
    ('allotment', 'received',           'ceiling',            '==+==='),
    ('allotment', 'ceiling',            'allotted',           '=+=+++');

CREATE SEQUENCE ledger_account_id;
CREATE SEQUENCE ledger_entry_id;

-- `code` is year/book/stage/source/county/chapter/programme/agency/project; locks are taken in its order.
CREATE TABLE ledger_account (
    province    text    NOT NULL,
    id          bigint  NOT NULL DEFAULT nextval('ledger_account_id'),
    code        text    COLLATE "C" NOT NULL,
    floor       bigint,
    balance     bigint  NOT NULL DEFAULT 0,
    entries     bigint  NOT NULL DEFAULT 0,
    fiscal_year integer GENERATED ALWAYS AS (split_part(code, '/', 1)::integer) STORED,
    book        text    GENERATED ALWAYS AS (split_part(code, '/', 2)) STORED,
    stage       text    GENERATED ALWAYS AS (split_part(code, '/', 3)) STORED,
    source      text    GENERATED ALWAYS AS (split_part(code, '/', 4)) STORED,
    county      text    GENERATED ALWAYS AS (split_part(code, '/', 5)) STORED,
    chapter     text    GENERATED ALWAYS AS (split_part(code, '/', 6)) STORED,
    programme   text    GENERATED ALWAYS AS (split_part(code, '/', 7)) STORED,
    agency      text    GENERATED ALWAYS AS (split_part(code, '/', 8)) STORED,
    project     text    GENERATED ALWAYS AS (split_part(code, '/', 9)) STORED,
    PRIMARY KEY (province, id),
    UNIQUE (province, code),
    CHECK (length(code) - length(replace(code, '/', '')) = 8),
    CHECK (floor IS NULL OR balance >= floor)
) WITH (fillfactor = 50);  -- a balance changes in place, on its own page
CREATE INDEX ledger_account_stage ON ledger_account (province, fiscal_year, book, stage, agency);

CREATE TABLE ledger_entry (
    province       text        NOT NULL,
    id             bigint      NOT NULL,
    fiscal_year    integer     NOT NULL,
    book           text        NOT NULL,
    source_account bigint      NOT NULL,
    target_account bigint      NOT NULL,
    amount         bigint      NOT NULL CHECK (amount > 0),
    basis          text        NOT NULL CHECK (basis <> ''),
    act            bigint      NOT NULL,
    key            text        NOT NULL CHECK (key <> ''),
    reverses       bigint,
    source_balance bigint      NOT NULL,
    target_balance bigint      NOT NULL,
    source_seq     bigint      NOT NULL,
    target_seq     bigint      NOT NULL,
    recorded_at    timestamptz NOT NULL,
    digest         bytea       NOT NULL,
    PRIMARY KEY (province, id),
    UNIQUE (province, key),
    CHECK (source_account <> target_account)
    -- No foreign keys: the pen is the only writer, takes the accounts from their locked rows and asks for the act once
    -- a posting; three look-ups a row would double the time of a large one. `verify` re-checks both.
);
CREATE UNIQUE INDEX ledger_entry_reversed_once ON ledger_entry (province, reverses) WHERE reverses IS NOT NULL;
CREATE INDEX ledger_entry_act ON ledger_entry (province, act);
CREATE INDEX ledger_entry_source ON ledger_entry (province, source_account, source_seq);
CREATE INDEX ledger_entry_target ON ledger_entry (province, target_account, target_seq);

CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION house_append_only();
CREATE TRIGGER ledger_account_never_deleted BEFORE DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION house_append_only();

-- Plain expressions, so that the planner can put them in line: they are asked for every line of a posting.
CREATE FUNCTION ledger_shaped(p_code text, p_shape text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (substr(p_shape, 1, 1) = 'O' OR (substr(p_shape, 1, 1) = 'R') = (split_part(p_code, '/', 4) <> ''))
       AND (substr(p_shape, 2, 1) = 'O' OR (substr(p_shape, 2, 1) = 'R') = (split_part(p_code, '/', 5) <> ''))
       AND (substr(p_shape, 3, 1) = 'O' OR (substr(p_shape, 3, 1) = 'R') = (split_part(p_code, '/', 6) <> ''))
       AND (substr(p_shape, 4, 1) = 'O' OR (substr(p_shape, 4, 1) = 'R') = (split_part(p_code, '/', 7) <> ''))
       AND (substr(p_shape, 5, 1) = 'O' OR (substr(p_shape, 5, 1) = 'R') = (split_part(p_code, '/', 8) <> ''))
       AND (substr(p_shape, 6, 1) = 'O' OR (substr(p_shape, 6, 1) = 'R') = (split_part(p_code, '/', 9) <> ''))
$$;

CREATE FUNCTION ledger_follows(p_from text, p_to text, p_mask text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT split_part(p_from, '/', 1) = split_part(p_to, '/', 1)
       AND split_part(p_from, '/', 2) = split_part(p_to, '/', 2)
       AND (split_part(p_from, '/', 4) = split_part(p_to, '/', 4) OR substr(p_mask, 1, 1) = '+' AND split_part(p_from, '/', 4) = '')
       AND (split_part(p_from, '/', 5) = split_part(p_to, '/', 5) OR substr(p_mask, 2, 1) = '+' AND split_part(p_from, '/', 5) = '')
       AND (split_part(p_from, '/', 6) = split_part(p_to, '/', 6) OR substr(p_mask, 3, 1) = '+' AND split_part(p_from, '/', 6) = '')
       AND (split_part(p_from, '/', 7) = split_part(p_to, '/', 7) OR substr(p_mask, 4, 1) = '+' AND split_part(p_from, '/', 7) = '')
       AND (split_part(p_from, '/', 8) = split_part(p_to, '/', 8) OR substr(p_mask, 5, 1) = '+' AND split_part(p_from, '/', 8) = '')
       AND (split_part(p_from, '/', 9) = split_part(p_to, '/', 9) OR substr(p_mask, 6, 1) = '+' AND split_part(p_from, '/', 9) = '')
$$;

CREATE FUNCTION ledger_digest(e ledger_entry) RETURNS bytea
LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(concat_ws('|', e.province, e.id, e.fiscal_year, e.book, e.source_account,
        e.target_account, e.amount, length(e.basis), e.basis, e.act, length(e.key), e.key, coalesce(e.reverses, 0),
        e.source_balance, e.target_balance, e.source_seq, e.target_seq, extract(epoch FROM e.recorded_at)), 'UTF8'))
$$;
