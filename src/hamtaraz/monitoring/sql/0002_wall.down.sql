DO $$
DECLARE
    v_table regclass;
BEGIN
    FOR v_table IN SELECT polrelid::regclass FROM pg_policy WHERE polname = 'wall' LOOP
        EXECUTE format('DROP POLICY wall ON %s', v_table);
        EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', v_table);
    END LOOP;
END
$$;
DROP FUNCTION wall;
