-- The people of a county governorate see the municipalities and villages of their own county.
ALTER POLICY wall ON grants_recipient USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        WHEN 'agency' THEN province = (SELECT wall('province')) AND organisation_id = (SELECT nullif(wall('organisation'), '')::bigint)
        WHEN 'county' THEN province = (SELECT wall('province')) AND EXISTS (
            SELECT 1 FROM places_county c WHERE c.id = county_id AND c.code = (SELECT wall('county')))
    END);
