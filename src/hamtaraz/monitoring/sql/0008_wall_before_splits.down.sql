DROP POLICY wall ON grants_countysplit;
ALTER TABLE grants_countysplit DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON grants_countymachinery;
ALTER TABLE grants_countymachinery DISABLE ROW LEVEL SECURITY;
