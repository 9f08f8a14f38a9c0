-- Aid to municipalities and dehyaris: the credit of the clause, by part (chapter: municipal or dehyari), the share of a
-- municipality or the envelope of a county, what is promised of it for one machine, bitumen or project, and what is paid.
INSERT INTO ledger_stage (book, stage, place, shape, outside, capped_by) VALUES
    ('credit',    'grant_credit',      10, 'R-R---', false, NULL),             -- S4-004
    ('credit',    'grant_share',       11, 'RRR-O-', false, NULL),             -- S4-014, S4-084
    ('credit',    'grant_promised',    12, 'RRRRRR', false, NULL),             -- S4-034, S4-036
    ('credit',    'grant_paid',        13, 'RRRRRR', false, NULL);             -- S4-035, S4-099

INSERT INTO ledger_path (book, from_stage, to_stage, mask) VALUES
    ('credit',    'centre',             'grant_credit',       '==+==='),
    ('credit',    'grant_credit',       'grant_share',        '=+==+='),
    ('credit',    'grant_share',        'grant_promised',     '===+++'),
    ('credit',    'grant_promised',     'grant_paid',         '======');
