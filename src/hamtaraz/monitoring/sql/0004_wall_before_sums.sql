-- Sums of accounts are seen by whoever sees the accounts; nobody but the pen writes them.
ALTER TABLE ledger_sum ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON ledger_sum TO hamtaraz_app USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        WHEN 'agency' THEN province = (SELECT wall('province')) AND agency IN ('', (SELECT wall('agency')))
        WHEN 'county' THEN province = (SELECT wall('province'))
            AND (county = (SELECT wall('county')) OR county = '' AND agency = '')
    END);
ALTER TABLE ledger_sum_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON ledger_sum_change TO hamtaraz_app USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        WHEN 'agency' THEN province = (SELECT wall('province')) AND agency IN ('', (SELECT wall('agency')))
        WHEN 'county' THEN province = (SELECT wall('province'))
            AND (county = (SELECT wall('county')) OR county = '' AND agency = '')
    END);
