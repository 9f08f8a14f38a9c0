-- Bitumen, its controls and joint purchases are seen by whoever sees whose they are; runs and reports by the province's
-- readers alone; the exchange's rates are everybody's in the province.
ALTER TABLE grants_bitumenrun ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_bitumenrun TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR ((SELECT wall('seat')) = 'province' AND province = (SELECT wall('province'))));
ALTER TABLE grants_bitumenreport ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_bitumenreport TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR ((SELECT wall('seat')) = 'province' AND province = (SELECT wall('province'))));
ALTER TABLE grants_bitumenaid ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_bitumenaid TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
ALTER TABLE grants_compactioncheck ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_compactioncheck TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
ALTER TABLE grants_jointpurchase ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_jointpurchase TO hamtaraz_app USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        ELSE EXISTS (SELECT 1 FROM grants_bitumenaid a WHERE a.joint_id = grants_jointpurchase.id)
    END);
