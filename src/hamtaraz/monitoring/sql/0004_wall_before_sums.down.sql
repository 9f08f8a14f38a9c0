DROP POLICY wall ON ledger_sum;
ALTER TABLE ledger_sum DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON ledger_sum_change;
ALTER TABLE ledger_sum_change DISABLE ROW LEVEL SECURITY;
