-- A dehyari sees its own machine, a county those of its villages.
ALTER TABLE grants_dehyarimachine ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_dehyarimachine TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
