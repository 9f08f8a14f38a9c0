DELETE FROM ledger_path WHERE from_stage = 'grant_envelope' AND to_stage = 'grant_share';
ALTER TABLE ledger_path DROP CONSTRAINT ledger_path_mask_check, ADD CONSTRAINT ledger_path_mask_check CHECK (mask ~ '^[=+]{6}$');
CREATE OR REPLACE FUNCTION ledger_follows(p_from text, p_to text, p_mask text) RETURNS boolean
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
