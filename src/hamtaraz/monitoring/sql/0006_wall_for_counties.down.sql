ALTER POLICY wall ON grants_recipient USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        WHEN 'agency' THEN province = (SELECT wall('province')) AND organisation_id = (SELECT nullif(wall('organisation'), '')::bigint)
    END);
