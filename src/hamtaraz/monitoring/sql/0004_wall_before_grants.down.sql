DROP POLICY wall ON grants_share;
ALTER TABLE grants_share DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON grants_recipientfigure;
ALTER TABLE grants_recipientfigure DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON grants_recipient;
ALTER TABLE grants_recipient DISABLE ROW LEVEL SECURITY;
