-- The second wall: what a page forgot to filter, the database withholds (quality.md S2).
-- The application says for whom it asks in `hamtaraz.seat` ('' for its own commands, 'province', 'agency', 'county'),
-- `hamtaraz.province`, `hamtaraz.organisation` (its number), `hamtaraz.agency` and `hamtaraz.county` (codes).
-- The owner of the tables, and with it the pen of the book and of the trail, stands before the wall.
CREATE FUNCTION wall(p_name text) RETURNS text
LANGUAGE sql STABLE RETURN coalesce(current_setting('hamtaraz.' || p_name, true), '');

-- Rows of an agency.
ALTER TABLE agreements_agreement ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON agreements_agreement TO hamtaraz_app USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        WHEN 'agency' THEN province = (SELECT wall('province')) AND agency_id = (SELECT nullif(wall('organisation'), '')::bigint)
    END);
ALTER TABLE allotments_allotmentnotice ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON allotments_allotmentnotice TO hamtaraz_app USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        WHEN 'agency' THEN province = (SELECT wall('province')) AND agency_id = (SELECT nullif(wall('organisation'), '')::bigint)
    END);

-- Rows of an agency, of a county, or of the province.
ALTER TABLE notices_creditnotice ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON notices_creditnotice TO hamtaraz_app USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        WHEN 'agency' THEN province = (SELECT wall('province')) AND agency_id = (SELECT nullif(wall('organisation'), '')::bigint)
        WHEN 'county' THEN province = (SELECT wall('province')) AND county_id IN (
            SELECT c.id FROM places_county c WHERE c.province = wall('province') AND c.code = wall('county'))
    END);
ALTER TABLE documents_paper ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON documents_paper TO hamtaraz_app USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        WHEN 'agency' THEN province = (SELECT wall('province')) AND organisation_id = (SELECT nullif(wall('organisation'), '')::bigint)
        WHEN 'county' THEN province = (SELECT wall('province'))
            AND (county = (SELECT wall('county')) OR organisation_id = (SELECT nullif(wall('organisation'), '')::bigint))
    END);
ALTER TABLE letters_letter ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON letters_letter TO hamtaraz_app USING (
    CASE WHEN (SELECT wall('seat')) = '' THEN true
        WHEN (SELECT wall('seat')) = 'province' THEN province = (SELECT wall('province'))
        WHEN (SELECT wall('seat')) IN ('agency', 'county') THEN province = (SELECT wall('province'))
            AND (sender_id = (SELECT nullif(wall('organisation'), '')::bigint)
                 OR EXISTS (SELECT 1 FROM letters_letter_receivers r
                            WHERE r.letter_id = letters_letter.id AND r.organisation_id = nullif(wall('organisation'), '')::bigint))
    END);
ALTER TABLE ledger_account ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON ledger_account TO hamtaraz_app USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN province = (SELECT wall('province'))
        WHEN 'agency' THEN province = (SELECT wall('province')) AND agency IN ('', (SELECT wall('agency')))
        WHEN 'county' THEN province = (SELECT wall('province'))
            AND (county = (SELECT wall('county')) OR county = '' AND agency = '')
    END);

-- Rows of a row: seen where the one they belong to is seen.
ALTER TABLE ledger_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON ledger_entry TO hamtaraz_app USING (
    CASE WHEN (SELECT wall('seat')) = '' THEN true
        WHEN (SELECT wall('seat')) = 'province' THEN province = (SELECT wall('province'))
        WHEN (SELECT wall('seat')) IN ('agency', 'county') THEN EXISTS (
            SELECT 1 FROM ledger_account a WHERE a.province = ledger_entry.province AND a.id = ledger_entry.target_account)
    END);
ALTER TABLE agreements_agreementline ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON agreements_agreementline TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = agreement_id));
ALTER TABLE agreements_edition ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON agreements_edition TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = agreement_id));
ALTER TABLE agreements_remark ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON agreements_remark TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = agreement_id));
ALTER TABLE notices_noticeline ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON notices_noticeline TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR EXISTS (SELECT 1 FROM notices_creditnotice n WHERE n.id = notice_id));
ALTER TABLE allotments_sessionline ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON allotments_sessionline TO hamtaraz_app USING (
    CASE (SELECT wall('seat')) WHEN '' THEN true
        WHEN 'province' THEN EXISTS (SELECT 1 FROM allotments_allotmentsession s
                                     WHERE s.id = session_id AND s.province = wall('province'))
        WHEN 'agency' THEN EXISTS (SELECT 1 FROM allotments_allotmentnotice n WHERE n.id = notice_id)
    END);

ALTER TABLE letters_attachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON letters_attachment TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR province = (SELECT wall('province')) AND CASE about_kind
        WHEN 'agreements.Agreement' THEN EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = about_id)
        WHEN 'notices.creditnotice' THEN EXISTS (SELECT 1 FROM notices_creditnotice n WHERE n.id = about_id)
        WHEN 'allotments.AllotmentNotice' THEN EXISTS (SELECT 1 FROM allotments_allotmentnotice n WHERE n.id = about_id)
        ELSE true
    END);

-- Rows of everybody in a province: maker and checker, sender and receiver need one another's.
ALTER TABLE trail_act ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON trail_act TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR province = (SELECT wall('province')));
ALTER TABLE workflow_task ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON workflow_task TO hamtaraz_app USING (
    (SELECT wall('seat')) = '' OR province = (SELECT wall('province')));
