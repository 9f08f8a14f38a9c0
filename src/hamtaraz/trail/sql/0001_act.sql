-- The trail: one act for every change. Rows are added by trail_record() and never changed by anyone.
CREATE SEQUENCE trail_act_id;

CREATE TABLE trail_act (
    province          text        NOT NULL,
    id                bigint      NOT NULL DEFAULT nextval('trail_act_id'),
    fiscal_year       integer     NOT NULL,
    verb              text        NOT NULL CHECK (verb <> ''),
    subject_kind      text        NOT NULL,
    subject_id        bigint      NOT NULL,
    subject_title     text        NOT NULL,
    person_id         bigint      NOT NULL,
    person_name       text        NOT NULL,
    mandate_id        bigint      NOT NULL,
    role              text        NOT NULL,
    organisation_id   bigint      NOT NULL,
    organisation_name text        NOT NULL,
    on_day            date        NOT NULL,
    basis             text        NOT NULL CHECK (basis <> ''),
    reason            text        NOT NULL DEFAULT '',
    details           jsonb       NOT NULL DEFAULT '{}',
    recorded_at       timestamptz NOT NULL,
    digest            bytea       NOT NULL,
    PRIMARY KEY (province, id)
);
CREATE INDEX trail_act_subject ON trail_act (province, subject_kind, subject_id, id);
CREATE INDEX trail_act_year ON trail_act (province, fiscal_year, id DESC);

CREATE FUNCTION trail_digest(a trail_act) RETURNS bytea
LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(jsonb_build_array(
        a.province, a.id, a.fiscal_year, a.verb, a.subject_kind, a.subject_id, a.subject_title, a.person_id,
        a.person_name, a.mandate_id, a.role, a.organisation_id, a.organisation_name, a.on_day - DATE '2000-01-01',
        a.basis, a.reason, a.details, extract(epoch FROM a.recorded_at)
    )::text, 'UTF8'))
$$;

CREATE FUNCTION house_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: nothing in it is updated or deleted', TG_TABLE_NAME USING ERRCODE = 'HZ009';
END
$$;

CREATE TRIGGER trail_act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_act
    FOR EACH STATEMENT EXECUTE FUNCTION house_append_only();

CREATE FUNCTION trail_record(
    p_province text, p_fiscal_year integer, p_verb text, p_subject_kind text, p_subject_id bigint,
    p_subject_title text, p_person_id bigint, p_person_name text, p_mandate_id bigint, p_role text,
    p_organisation_id bigint, p_organisation_name text, p_on_day date, p_basis text, p_reason text, p_details jsonb
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_act trail_act;
BEGIN
    v_act := ROW(
        p_province, nextval('trail_act_id'), p_fiscal_year, p_verb, p_subject_kind, p_subject_id, p_subject_title,
        p_person_id, p_person_name, p_mandate_id, p_role, p_organisation_id, p_organisation_name, p_on_day,
        p_basis, p_reason, p_details, clock_timestamp(), NULL
    );
    v_act.digest := trail_digest(v_act);
    INSERT INTO trail_act SELECT v_act.*;
    RETURN v_act.id;
END
$$;

REVOKE ALL ON trail_act FROM hamtaraz_app;
REVOKE ALL ON SEQUENCE trail_act_id FROM hamtaraz_app;
GRANT SELECT ON trail_act TO hamtaraz_app;
REVOKE ALL ON FUNCTION trail_record FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trail_record TO hamtaraz_app;
