-- Projects, payments and visits are seen by whoever sees the municipality or village they are of.
ALTER TABLE grants_municipalproject ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_municipalproject TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
ALTER TABLE grants_dehyariproject ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_dehyariproject TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
ALTER TABLE grants_projectpayment ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_projectpayment TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
ALTER TABLE grants_sitevisit ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_sitevisit TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
