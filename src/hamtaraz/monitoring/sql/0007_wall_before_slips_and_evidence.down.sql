DROP POLICY wall ON grants_depositslip;
ALTER TABLE grants_depositslip DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON grants_evidence;
ALTER TABLE grants_evidence DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON grants_villagechoice;
ALTER TABLE grants_villagechoice DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON grants_waiver;
ALTER TABLE grants_waiver DISABLE ROW LEVEL SECURITY;
