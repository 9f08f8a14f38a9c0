-- How counties' shares are split is the province's alone; what it leaves a county is told by letter.
ALTER TABLE grants_countysplit ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_countysplit TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR ((SELECT wall('seat')) = 'province' AND province = (SELECT wall('province'))));
ALTER TABLE grants_countymachinery ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON grants_countymachinery TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM grants_countysplit s WHERE s.id = split_id));
