DROP POLICY wall ON grants_municipalproject;
ALTER TABLE grants_municipalproject DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON grants_dehyariproject;
ALTER TABLE grants_dehyariproject DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON grants_projectpayment;
ALTER TABLE grants_projectpayment DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON grants_sitevisit;
ALTER TABLE grants_sitevisit DISABLE ROW LEVEL SECURITY;
