-- A municipality sees its own requests and slips; the prices of machines are everybody's in the province.
ALTER TABLE grants_machinerequest ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_machinerequest TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
ALTER TABLE grants_depositslip ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_depositslip TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_machinerequest m WHERE m.id = request_id));
