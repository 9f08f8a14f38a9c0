-- A county's share for dehyaris is split between machinery and projects before anything is promised of it (S4-130 … S4-134);
-- where a directive does not charge machines to the shares, they are promised of the credit of the part itself (S4-?8).
UPDATE ledger_stage SET place = 14 WHERE book = 'credit' AND stage = 'grant_paid';
UPDATE ledger_stage SET place = 13 WHERE book = 'credit' AND stage = 'grant_promised';
INSERT INTO ledger_stage (book, stage, place, shape, outside, capped_by) VALUES
    ('credit',    'grant_envelope',    12, 'RRRR--', false, NULL);             -- S4-132, S4-096

INSERT INTO ledger_path (book, from_stage, to_stage, mask) VALUES
    ('credit',    'grant_share',        'grant_envelope',     '===+=='),
    ('credit',    'grant_envelope',     'grant_promised',     '====++'),
    ('credit',    'grant_credit',       'grant_promised',     '=+=+++');
