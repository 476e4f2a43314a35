-- Sealed facts: what two persons must agree on is held by the database, not by habit.
-- Safe to run again. verify_audit compares the functions in the database with this file.

-- Rows of a frozen table never change; the columns named as arguments are filled once.
CREATE OR REPLACE FUNCTION governance_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD); is_now jsonb; col text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rows of % are kept for ever', TG_TABLE_NAME USING ERRCODE = '42501';
    END IF;
    is_now := to_jsonb(NEW);
    FOR col IN SELECT key FROM jsonb_each(is_now) WHERE value IS DISTINCT FROM was -> key LOOP
        IF NOT col = ANY (coalesce(TG_ARGV, '{}')) OR was ->> col IS NOT NULL AND was ->> col <> '' THEN
            RAISE EXCEPTION 'column % of % is frozen', col, TG_TABLE_NAME USING ERRCODE = '42501';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;

-- A sealed row changes only by consuming one approved, matching, fresh change request.
CREATE OR REPLACE FUNCTION governance_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres' AS $$
DECLARE
    was jsonb := to_jsonb(OLD); is_now jsonb; touched text[]; request uuid;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a sealed row of % cannot be removed', TG_TABLE_NAME USING ERRCODE = '42501';
    END IF;
    is_now := to_jsonb(NEW);
    SELECT array_agg(key ORDER BY key) INTO touched FROM jsonb_each(is_now)
        WHERE value IS DISTINCT FROM was -> key AND key <> 'version'
          AND NOT key = ANY (coalesce(TG_ARGV, '{}'));
    IF touched IS NULL THEN RETURN NEW; END IF;
    SELECT r.id INTO request FROM governance_changerequest r
        WHERE r.tbl = TG_TABLE_NAME AND r."row" = OLD.id
          AND r.approved_at > statement_timestamp() - interval '24 hours'
          AND r.consumed_at IS NULL AND r.withdrawn_at IS NULL
          AND was @> r."old" AND is_now @> r."new"
          AND (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(r."new") k) = touched
        FOR UPDATE;
    IF request IS NULL THEN
        RAISE EXCEPTION 'row % of % is sealed: no approved change request matches',
            OLD.id, TG_TABLE_NAME USING ERRCODE = '42501';
    END IF;
    UPDATE governance_changerequest SET consumed_at = statement_timestamp() WHERE id = request;
    RETURN NEW;
END $$;
