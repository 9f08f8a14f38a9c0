DROP TABLE trail_act CASCADE;
DROP FUNCTION trail_record;
DROP FUNCTION house_append_only;
DROP SEQUENCE trail_act_id;
