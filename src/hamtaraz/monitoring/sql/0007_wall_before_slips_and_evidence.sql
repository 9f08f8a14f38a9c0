-- Slips, evidence and choices are seen by whoever sees whose they are; waivers by the readers of the whole province.
ALTER TABLE grants_depositslip ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_depositslip TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
ALTER TABLE grants_evidence ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_evidence TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
ALTER TABLE grants_villagechoice ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_villagechoice TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
ALTER TABLE grants_waiver ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_waiver TO hamtaraz_app
    USING ((SELECT wall('seat')) = '' OR ((SELECT wall('seat')) = 'province' AND province = (SELECT wall('province'))))
    WITH CHECK ((SELECT wall('seat')) = '' OR province = (SELECT wall('province')));
