-- The audit trail: every row change of a watched table, chained by hashes when its transaction commits.
-- Safe to run again. verify_audit compares the functions in the database with this file.

CREATE SCHEMA IF NOT EXISTS audit;

CREATE TABLE IF NOT EXISTS audit.event (
    seq        bigint PRIMARY KEY,
    at         timestamptz NOT NULL,
    xid        bigint NOT NULL,
    tbl        text NOT NULL,
    pk         text NOT NULL,
    op         text NOT NULL CONSTRAINT event_op_is_known CHECK (op IN ('I', 'U', 'D', 'N', 'B')),
    old        jsonb,
    new        jsonb,
    actor      uuid,
    actor_name text NOT NULL,
    hat        text NOT NULL,
    action     text NOT NULL,
    reason     text NOT NULL,
    basis      text NOT NULL,
    request_id uuid,
    unit_path  text NOT NULL,
    prev       bytea NOT NULL,
    h          bytea NOT NULL
);
CREATE INDEX IF NOT EXISTS event_by_row ON audit.event (tbl, pk, seq);
CREATE INDEX IF NOT EXISTS event_by_unit ON audit.event (unit_path text_pattern_ops, seq);
COMMENT ON COLUMN audit.event.op IS 'I, U, D: a row change; N: what a use case said about itself; B: a baseline of many rows';

-- What use cases say waits here until commit, so that the chain's lock is taken only then.
CREATE TABLE IF NOT EXISTS audit.spoken (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tbl        text NOT NULL,
    pk         text NOT NULL,
    told       jsonb NOT NULL,
    actor      text NOT NULL,
    actor_name text NOT NULL,
    hat        text NOT NULL,
    action     text NOT NULL,
    reason     text NOT NULL,
    basis      text NOT NULL,
    request_id text NOT NULL,
    unit_path  text NOT NULL
);

CREATE TABLE IF NOT EXISTS audit.watched (
    tbl     text PRIMARY KEY,
    columns text NOT NULL
);

CREATE OR REPLACE FUNCTION audit.said(name text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('app.' || name, true), '')
$$;

CREATE OR REPLACE FUNCTION audit.attribute(
    actor text, actor_name text, hat text, action text,
    reason text, basis text, request_id text, unit_path text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    before text := audit.said('action');
    same   boolean := audit.said('actor') = actor AND audit.said('actor_name') = actor_name
                      AND audit.said('hat') = hat;
BEGIN
    IF before <> '' AND NOT same THEN
        -- Somebody else acts now: what the one before changed is written under that name first.
        PERFORM audit.write_now();
    END IF;
    IF before <> '' AND same AND position(action IN before) = 0 THEN
        action := left(before || ' + ' || action, 200);
    END IF;
    PERFORM set_config('app.actor', actor, true), set_config('app.actor_name', actor_name, true),
            set_config('app.hat', hat, true), set_config('app.action', action, true),
            set_config('app.reason', reason, true), set_config('app.basis', basis, true),
            set_config('app.request_id', request_id, true),
            set_config('app.unit_path', unit_path, true);
END $$;

CREATE OR REPLACE FUNCTION audit.write_now() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint WHERE conname = 'audit_watch') THEN
        SET CONSTRAINTS audit_watch IMMEDIATE;
        SET CONSTRAINTS audit_watch DEFERRED;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION audit.append(
    tbl text, pk text, op text, old jsonb, new jsonb,
    actor text, actor_name text, hat text, action text,
    reason text, basis text, request_id text, unit_path text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' AS $$
DECLARE
    e audit.event;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('audit.event'));
    SELECT seq + 1, h INTO e.seq, e.prev FROM audit.event ORDER BY seq DESC LIMIT 1;
    e.seq := coalesce(e.seq, 1);
    e.prev := coalesce(e.prev, decode(repeat('00', 32), 'hex'));
    e.at := clock_timestamp();
    e.xid := pg_current_xact_id()::text::bigint;
    e.tbl := tbl; e.pk := pk; e.op := op; e.old := old; e.new := new;
    e.actor := nullif(actor, '')::uuid; e.actor_name := actor_name; e.hat := hat;
    e.action := action; e.reason := reason; e.basis := basis;
    e.request_id := nullif(request_id, '')::uuid; e.unit_path := unit_path;
    e.h := sha256(e.prev || convert_to(jsonb_build_array(
        e.seq, to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.xid, e.tbl, e.pk, e.op, e.old, e.new,
        e.actor, e.actor_name, e.hat, e.action, e.reason, e.basis, e.request_id, e.unit_path
    )::text, 'UTF8'));
    INSERT INTO audit.event VALUES (e.*);
END $$;

CREATE OR REPLACE FUNCTION audit.require_context(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF audit.said('action') = '' THEN
        RAISE EXCEPTION 'no audit context: % without audit.record() in the same transaction', what
            USING ERRCODE = 'P0A01';
    END IF;
END $$;

-- What the trail keeps of a row: everything, but of a password only that it changed.
CREATE OR REPLACE FUNCTION audit.image(found jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN found ? 'password' THEN found || jsonb_build_object('password',
        encode(sha256(convert_to(found ->> 'password', 'UTF8')), 'hex')) ELSE found END
$$;

-- A row's image must not depend on the settings of the session that writes it.
CREATE OR REPLACE FUNCTION audit.write() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres'
SET bytea_output = 'hex' SET extra_float_digits = 1 AS $$
DECLARE
    was jsonb; is_now jsonb; key text;
BEGIN
    IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN is_now := to_jsonb(NEW); END IF;
    IF coalesce(is_now, was) ? 'password' THEN was := audit.image(was); is_now := audit.image(is_now); END IF;
    IF was IS NOT DISTINCT FROM is_now THEN RETURN NULL; END IF;
    IF TG_OP = 'UPDATE' AND was ->> TG_ARGV[0] IS DISTINCT FROM is_now ->> TG_ARGV[0] THEN
        RAISE EXCEPTION 'the identifier of a row of % may not change', TG_TABLE_NAME;
    END IF;
    key := coalesce(is_now, was) ->> TG_ARGV[0];
    PERFORM audit.require_context(format('row %s of %s was changed', key, TG_TABLE_NAME));
    PERFORM audit.append(
        TG_TABLE_NAME, key, left(TG_OP, 1), was, is_now,
        audit.said('actor'), audit.said('actor_name'), audit.said('hat'), audit.said('action'),
        audit.said('reason'), audit.said('basis'), audit.said('request_id'), audit.said('unit_path'));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION audit.note(tbl text, pk text, told jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM audit.require_context('a note was made');
    INSERT INTO audit.spoken
        (tbl, pk, told, actor, actor_name, hat, action, reason, basis, request_id, unit_path)
    VALUES (tbl, pk, told,
        audit.said('actor'), audit.said('actor_name'), audit.said('hat'),
        regexp_replace(audit.said('action'), '^.* \+ ', ''),
        audit.said('reason'), audit.said('basis'), audit.said('request_id'), audit.said('unit_path'));
END $$;

CREATE OR REPLACE FUNCTION audit.write_note() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM audit.append(NEW.tbl, NEW.pk, 'N', NULL, NEW.told, NEW.actor, NEW.actor_name, NEW.hat,
                         NEW.action, NEW.reason, NEW.basis, NEW.request_id, NEW.unit_path);
    DELETE FROM audit.spoken WHERE id = NEW.id;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS note_written ON audit.spoken;
CREATE CONSTRAINT TRIGGER note_written AFTER INSERT ON audit.spoken
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.write_note();
ALTER TABLE audit.spoken ENABLE ALWAYS TRIGGER note_written;

CREATE OR REPLACE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only: % refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER IF EXISTS append_only ON audit.event;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.event
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
ALTER TABLE audit.event ENABLE ALWAYS TRIGGER append_only;

CREATE OR REPLACE FUNCTION audit.next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version <> OLD.version + 1 AND NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'version of % must rise from % to %, not to %',
            TG_TABLE_NAME, OLD.version, OLD.version + 1, NEW.version
            USING ERRCODE = 'check_violation', CONSTRAINT = 'version_rises_by_one';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION audit.key_of(watched regclass) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT a.attname FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = watched AND i.indisprimary
$$;

CREATE OR REPLACE FUNCTION audit.columns_of(watched regclass) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attname)
    FROM pg_attribute WHERE attrelid = watched AND attnum > 0 AND NOT attisdropped
$$;

-- Digest of the rows as they are now, one event for each bucket of identifiers.
CREATE OR REPLACE FUNCTION audit.baseline(watched regclass) RETURNS bigint LANGUAGE plpgsql
SET TimeZone = 'UTC' SET DateStyle = 'ISO, MDY' SET IntervalStyle = 'postgres'
SET bytea_output = 'hex' SET extra_float_digits = 1 AS $$
DECLARE
    rows_there bigint; digits int; bucket record; name text; whole uuid := gen_random_uuid();
    image text := 'to_jsonb(t)';
BEGIN
    PERFORM audit.require_context(format('a baseline of %s was taken', watched));
    PERFORM audit.write_now();
    -- The table before the chain: a writer that commits holds them in the same order.
    EXECUTE format('LOCK TABLE %s IN SHARE MODE', watched);
    PERFORM pg_advisory_xact_lock(hashtext('audit.event'));
    SELECT relname INTO name FROM pg_class WHERE oid = watched;
    EXECUTE format('SELECT count(*) FROM %s', watched) INTO rows_there;
    IF audit.columns_of(watched) ~ '(^|, )password ' THEN image := 'audit.image(to_jsonb(t))'; END IF;
    digits := CASE WHEN rows_there <= 1000 THEN 0 WHEN rows_there <= 20000 THEN 1 ELSE 2 END;
    PERFORM audit.append(name, '', 'B', NULL,
        jsonb_build_object('baseline', whole, 'digits', digits, 'rows', rows_there,
                           'columns', audit.columns_of(watched)),
        audit.said('actor'), audit.said('actor_name'), audit.said('hat'), audit.said('action'),
        audit.said('reason'), audit.said('basis'), audit.said('request_id'), '');
    FOR bucket IN EXECUTE format(
        'SELECT left(md5(key), %s) AS bucket, count(*) AS rows,
                encode(sha256(string_agg(digest, NULL ORDER BY key COLLATE "C")), ''hex'') AS digest
         FROM (SELECT t.%I::text AS key, sha256(convert_to((%s)::text, ''UTF8'')) AS digest FROM %s t) r
         GROUP BY 1 ORDER BY 1', digits, audit.key_of(watched), image, watched)
    LOOP
        PERFORM audit.append(name, 'bucket:' || bucket.bucket, 'B', NULL,
            jsonb_build_object('baseline', whole, 'rows', bucket.rows, 'digest', bucket.digest),
            audit.said('actor'), audit.said('actor_name'), audit.said('hat'), audit.said('action'),
            audit.said('reason'), audit.said('basis'), audit.said('request_id'), '');
    END LOOP;
    UPDATE audit.watched w SET columns = audit.columns_of(watched) WHERE w.tbl = name;
    RETURN rows_there;
END $$;

CREATE OR REPLACE FUNCTION audit.watch(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text; has_rows boolean;
BEGIN
    SELECT relname INTO name FROM pg_class WHERE oid = watched;
    EXECUTE format('DROP TRIGGER IF EXISTS audit_watch ON %s', watched);
    EXECUTE format('CREATE CONSTRAINT TRIGGER audit_watch AFTER INSERT OR UPDATE OR DELETE ON %s
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.write(%L)',
        watched, audit.key_of(watched));
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER audit_watch', watched);
    IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = watched AND attname = 'version'
               AND NOT attisdropped) THEN
        EXECUTE format('DROP TRIGGER IF EXISTS version_rises ON %s', watched);
        EXECUTE format('CREATE TRIGGER version_rises BEFORE UPDATE ON %s
            FOR EACH ROW EXECUTE FUNCTION audit.next_version()', watched);
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER version_rises', watched);
    END IF;
    INSERT INTO audit.watched VALUES (name, audit.columns_of(watched))
        ON CONFLICT (tbl) DO UPDATE SET columns = excluded.columns;
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', watched) INTO has_rows;
    IF has_rows THEN
        PERFORM audit.attribute('', 'system: migration', 'SYSTEM', 'audit.watch', '', '', '', '');
        PERFORM audit.baseline(watched);
    END IF;
END $$;

CREATE OR REPLACE FUNCTION audit.unwatch(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP TRIGGER IF EXISTS audit_watch ON %s', watched);
    EXECUTE format('DROP TRIGGER IF EXISTS version_rises ON %s', watched);
    DELETE FROM audit.watched w USING pg_class c WHERE c.oid = watched AND w.tbl = c.relname;
END $$;

REVOKE ALL ON FUNCTION audit.append(text, text, text, jsonb, jsonb, text, text, text, text, text, text, text, text),
    audit.baseline(regclass), audit.watch(regclass), audit.unwatch(regclass) FROM PUBLIC;
