-- A municipality sees itself, its own share, and nothing of another's; a county's governorate the share it is told of.
ALTER TABLE grants_recipient ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_recipient TO hamtaraz_app USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        WHEN 'agency' THEN province = (SELECT wall('province')) AND organisation_id = (SELECT nullif(wall('organisation'), '')::bigint)
    END);
ALTER TABLE grants_recipientfigure ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_recipientfigure TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_recipient r WHERE r.id = recipient_id));
ALTER TABLE grants_share ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_share TO hamtaraz_app USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        ELSE province = (SELECT wall('province')) AND organisation_id = (SELECT nullif(wall('organisation'), '')::bigint)
    END);
