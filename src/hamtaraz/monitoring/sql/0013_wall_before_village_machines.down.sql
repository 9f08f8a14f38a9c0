DROP POLICY wall ON grants_dehyarimachine;
ALTER TABLE grants_dehyarimachine DISABLE ROW LEVEL SECURITY;
