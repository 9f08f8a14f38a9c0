-- Plans and the lines accepted of them are seen by the readers of the whole province.
ALTER TABLE grants_plan ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_plan TO hamtaraz_app
    USING ((SELECT wall('seat')) = '' OR ((SELECT wall('seat')) = 'province' AND province = (SELECT wall('province'))))
    WITH CHECK ((SELECT wall('seat')) = '' OR province = (SELECT wall('province')));
ALTER TABLE grants_planline ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_planline TO hamtaraz_app
    USING ((SELECT wall('seat')) = '' OR ((SELECT wall('seat')) = 'province' AND province = (SELECT wall('province'))))
    WITH CHECK ((SELECT wall('seat')) = '' OR province = (SELECT wall('province')));
