-- Directives are rules of a province: whoever works there may need the one their amount came from; another province sees none.
ALTER TABLE directives_directiveversion ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON directives_directiveversion TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR province = (SELECT wall('province')));
