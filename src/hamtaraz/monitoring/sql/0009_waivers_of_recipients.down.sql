DROP POLICY wall ON grants_waiver;
CREATE POLICY wall ON grants_waiver TO hamtaraz_app
    USING ((SELECT wall('seat')) = '' OR ((SELECT wall('seat')) = 'province' AND province = (SELECT wall('province'))))
    WITH CHECK ((SELECT wall('seat')) = '' OR province = (SELECT wall('province')));
