-- A split of a county's share may change before anything is promised beyond it: a heading gives back to the share what the
-- other then takes up (S4-132). The mark '-' of a path: the dimension is given up on the way.
ALTER TABLE ledger_path DROP CONSTRAINT ledger_path_mask_check, ADD CONSTRAINT ledger_path_mask_check CHECK (mask ~ '^[=+-]{6}$');
CREATE OR REPLACE FUNCTION ledger_follows(p_from text, p_to text, p_mask text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT split_part(p_from, '/', 1) = split_part(p_to, '/', 1)
       AND split_part(p_from, '/', 2) = split_part(p_to, '/', 2)
       AND (split_part(p_from, '/', 4) = split_part(p_to, '/', 4) OR substr(p_mask, 1, 1) = '+' AND split_part(p_from, '/', 4) = '')
       AND (split_part(p_from, '/', 5) = split_part(p_to, '/', 5) OR substr(p_mask, 2, 1) = '+' AND split_part(p_from, '/', 5) = '')
       AND (split_part(p_from, '/', 6) = split_part(p_to, '/', 6) OR substr(p_mask, 3, 1) = '+' AND split_part(p_from, '/', 6) = '')
       AND (split_part(p_from, '/', 7) = split_part(p_to, '/', 7) OR substr(p_mask, 4, 1) = '+' AND split_part(p_from, '/', 7) = ''
            OR substr(p_mask, 4, 1) = '-' AND split_part(p_to, '/', 7) = '')
       AND (split_part(p_from, '/', 8) = split_part(p_to, '/', 8) OR substr(p_mask, 5, 1) = '+' AND split_part(p_from, '/', 8) = '')
       AND (split_part(p_from, '/', 9) = split_part(p_to, '/', 9) OR substr(p_mask, 6, 1) = '+' AND split_part(p_from, '/', 9) = '')
$$;

INSERT INTO ledger_path (book, from_stage, to_stage, mask) VALUES
    ('credit',    'grant_envelope',     'grant_share',        '===-==');
