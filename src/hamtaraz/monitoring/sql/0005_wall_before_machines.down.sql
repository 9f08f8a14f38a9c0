DROP POLICY wall ON grants_depositslip;
ALTER TABLE grants_depositslip DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON grants_machinerequest;
ALTER TABLE grants_machinerequest DISABLE ROW LEVEL SECURITY;
