-- A version is written once: its text never changes after it is submitted, it is never deleted, it never changes its name.
CREATE FUNCTION directives_version_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version of a directive is withdrawn or replaced, never deleted' USING ERRCODE = 'HZ009';
    END IF;
    IF (NEW.province, NEW.key, NEW.number, NEW.author_id, NEW.written_on, NEW.based_on_id)
       IS DISTINCT FROM (OLD.province, OLD.key, OLD.number, OLD.author_id, OLD.written_on, OLD.based_on_id) THEN
        RAISE EXCEPTION 'a version of a directive keeps its key, its number and its author' USING ERRCODE = 'HZ009';
    END IF;
    IF OLD.state <> 'draft' AND (
        NEW.state = 'draft'
        OR (NEW.text, NEW.digest, NEW.heading, NEW.heading_en, NEW.since)
           IS DISTINCT FROM (OLD.text, OLD.digest, OLD.heading, OLD.heading_en, OLD.since)
    ) THEN
        RAISE EXCEPTION 'the text of a submitted version of a directive does not change' USING ERRCODE = 'HZ009';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER directives_version_stays BEFORE UPDATE OR DELETE ON directives_directiveversion
    FOR EACH ROW EXECUTE FUNCTION directives_version_stays();
CREATE TRIGGER directives_version_never_emptied BEFORE TRUNCATE ON directives_directiveversion
    FOR EACH STATEMENT EXECUTE FUNCTION house_append_only();
REVOKE DELETE, TRUNCATE ON directives_directiveversion FROM hamtaraz_app;
