from django.db import migrations

from tenants import sight
from tenants.wiped import COLUMNS

# Definitief wissen (ADR 0010): counting, wiping, looking whether anything is left, and what is around it. Public functions
# of the owner that the role of a gemeente may call find out for themselves who asks.
FUNCTIONS = r"""
-- How many rows of a table, or with `wipe` how many were changed or deleted.
CREATE FUNCTION public.wissing_rows(target regclass, condition text, change text, words text, files uuid[])
    RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found bigint;
BEGIN
    IF change IS NULL THEN
        EXECUTE format('SELECT count(*) FROM %s t WHERE %s', target, condition)
            INTO found USING public.wissing_pattern(words), words, files;
    ELSE
        EXECUTE format(change || ' WHERE %s', target, condition) USING public.wissing_pattern(words), words, files;
        GET DIAGNOSTICS found = ROW_COUNT;
    END IF;
    RETURN found;
END $$;

CREATE FUNCTION public.wissing_run(mine text, words text, files uuid[], wipe boolean)
    RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    place record;
    counts jsonb := '{}';
    found bigint;
BEGIN
    IF length(btrim(words)) < 4 THEN
        RAISE EXCEPTION 'Geef minstens vier tekens.' USING ERRCODE = 'check_violation';
    END IF;
    FOR place IN
        WITH texts AS (
            SELECT *, format(CASE
                WHEN kind = 'jsonb' THEN 'public.wissing_json(t.%1$I, $1, %3$L)'
                WHEN kind LIKE '\_%' THEN 'CASE WHEN t.%1$I IS NOT NULL THEN (SELECT coalesce(array_agg('
                    'left(public.wissing_text(e, $1), %2$s) ORDER BY n), ''{}'')'
                    ' FROM unnest(t.%1$I::text[]) WITH ORDINALITY AS u(e, n)) END'
                WHEN naam = 'berichten_bericht' AND attname = 'address' THEN  -- a mail that waits has to go somewhere
                    'CASE WHEN t.ended_at IS NULL THEN t.%1$I ELSE left(public.wissing_text(t.%1$I, $1), %2$s) END'
                ELSE 'left(public.wissing_text(t.%1$I, $1), %2$s)'
            END, attname, longest, attname) AS wiped, format(CASE
                WHEN kind = 'jsonb' THEN 't.%1$I' WHEN kind LIKE '\_%' THEN 't.%1$I::text[]' ELSE 't.%1$I::text'
            END, attname) AS kept FROM public.wissing_columns(mine)
        ), tables AS (
            SELECT c.target, c.place, c.naam, c.own,
                string_agg(format('%I = %s', attname, wiped), ', ' ORDER BY attname) AS change,
                string_agg(format('%s IS DISTINCT FROM %s', kept, wiped), ' OR ' ORDER BY attname) AS held,
                (SELECT count(*) = 2 FROM pg_attribute v WHERE v.attrelid = c.target AND NOT v.attisdropped
                    AND v.attname IN ('version', 'updated_at')) OR c.naam = 'samenwerking_deelname' AS versioned
            FROM texts c GROUP BY c.target, c.place, c.naam, c.own
        )
        -- Files go whole, and first. Which ones is asked, for they must be opened.
        SELECT 1 AS turn, target, naam, 'DELETE FROM %s t' AS change, 't.id = ANY ($3)' AS condition
        FROM tables WHERE naam = 'zelfevaluatie_onderbouwing'
        UNION ALL
        SELECT 1, r.target, r.naam, 'DELETE FROM %s t', format('(t.id = ANY ($3) OR %s'
            ' OR t.planversie_id IN (SELECT t.id FROM %s t WHERE %s)'
            ' OR t.planversie_id IN (SELECT t.planversie_id FROM %s t WHERE %s))',
            r.held, v.target, v.held, b.target, b.held)
        FROM tables r JOIN tables v ON v.place = r.place AND v.naam = 'reports_planversie'
        JOIN tables b ON b.place = r.place AND b.naam = 'reports_vaststelling' WHERE r.naam = 'reports_rapport'
        UNION ALL
        SELECT 2, target, naam, 'UPDATE %s t SET ' || replace(change, '%', '%%') || CASE
                WHEN versioned THEN ', version = version + 1'
                WHEN naam = 'reports_planversie' THEN ', sha256 = CASE WHEN t.plan'
                    ' IS DISTINCT FROM public.wissing_json(t.plan, $1, ''plan'') THEN '''' ELSE t.sha256 END'
                WHEN naam = 'metingen_indiening' THEN ', sha256 = CASE WHEN t.inhoud'
                    ' IS DISTINCT FROM public.wissing_json(t.inhoud, $1, ''inhoud'') THEN '''' ELSE t.sha256 END'
                ELSE '' END, format('(%s) AND (%s)', own, held)
        FROM tables WHERE naam <> 'reports_rapport' OR wipe
        ORDER BY 1, 3
    LOOP
        found := public.wissing_rows(
            place.target, place.condition, CASE WHEN wipe THEN place.change END, words, files);
        IF found > 0 THEN
            counts := counts || jsonb_build_object(place.naam, found + coalesce((counts ->> place.naam)::bigint, 0));
        END IF;
    END LOOP;
    RETURN counts;
END $$;

-- Where the words still stand: any column of any row, by the pattern and letter by letter; and a file that had to go.
-- Columns that no text fits in, and those that a program fills, are named here; a new one is looked into.
CREATE FUNCTION public.wissing_left(mine text, words text, files uuid[]) RETURNS jsonb
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    place record;
    counts jsonb := '{}';
    found bigint;
BEGIN
    FOR place IN
        SELECT t.target, t.naam, t.own, (
            SELECT coalesce(array_agg(a.attname::text), '{}') FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
            WHERE a.attrelid = t.target AND a.attnum > 0 AND (t.naam || '.' || a.attname ~ '(columns)'
                OR y.typcategory IN ('B', 'D', 'I', 'T') OR y.typname IN ('uuid', '_uuid', 'bytea'))) AS machine
        FROM public.wissing_tables(mine) t
    LOOP
        EXECUTE format('SELECT count(*) FROM %s t WHERE (%s) AND EXISTS (SELECT FROM public.wissing_strings('
            'to_jsonb(t) - $3) AS s WHERE s ~ $1'
            ' OR position($2 IN lower(normalize(regexp_replace(s, %L, '''', ''g'')))) > 0)',
            place.target, place.own, $re$[(nothing)]+$re$)
            INTO found USING public.wissing_pattern(words), words, place.machine;
        IF found > 0 THEN
            counts := counts || jsonb_build_object(place.naam, found + coalesce((counts ->> place.naam)::bigint, 0));
        END IF;
    END LOOP;
    FOR place IN SELECT split_part(source, '.', 2) AS naam, count(*) AS n
        FROM public.wissing_files_of(mine) WHERE id = ANY (files) GROUP BY 1
    LOOP
        counts := counts || jsonb_build_object(place.naam, place.n + coalesce((counts ->> place.naam)::bigint, 0));
    END LOOP;
    RETURN counts;
END $$;

CREATE FUNCTION public.wissing_mine() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine text;
BEGIN
    SELECT schema_name INTO mine FROM public.tenants_gemeente
        WHERE current_setting('role') = current_database() || '_' || schema_name;
    IF mine IS NULL THEN
        RAISE EXCEPTION 'Alleen een gemeente kan wissen.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN mine;
END $$;

CREATE FUNCTION public.wissing_count(words text, files uuid[]) RETURNS jsonb LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT public.wissing_run(public.wissing_mine(), words, files, false)
$$;

-- What the worker opens to look in it: all files, and one of them.
CREATE FUNCTION public.wissing_files() RETURNS TABLE (source text, id uuid, naam text, mimetype text)
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT * FROM public.wissing_files_of(public.wissing_mine())
$$;

CREATE FUNCTION public.wissing_file(source text, file uuid) RETURNS bytea LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    content bytea;
BEGIN
    PERFORM FROM public.wissing_files_of(public.wissing_mine()) f WHERE f.source = wissing_file.source AND f.id = file;
    IF FOUND THEN
        EXECUTE format('SELECT %I FROM %I.%I WHERE id = $1',
            split_part(source, '.', 3), split_part(source, '.', 1), split_part(source, '.', 2)) INTO content USING file;
    END IF;
    RETURN content;
END $$;

-- Nobody may type in the schema while it is wiped. Never waits for a table while it holds another: who saves at this
-- moment may want them in another order. An autovacuum gives way to who waits for it, and to nobody else: so it waits for
-- one table at a time too, holding none.
CREATE FUNCTION public.wissing_hold(mine text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    until timestamptz := clock_timestamp() + interval '10 seconds';
    wanted text[] := (SELECT array_agg(target::text ORDER BY naam) FROM public.wissing_tables(mine)
        WHERE place <> 'public');
    one text;
BEGIN
    LOOP
        BEGIN
            EXECUTE 'LOCK TABLE ' || array_to_string(wanted, ', ') || ' IN SHARE ROW EXCLUSIVE MODE NOWAIT';
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            IF clock_timestamp() > until THEN
                RAISE;
            END IF;
        END;
        FOREACH one IN ARRAY wanted LOOP
            BEGIN
                PERFORM set_config('lock_timeout', '1500ms', true);
                EXECUTE 'LOCK TABLE ' || one || ' IN SHARE ROW EXCLUSIVE MODE';
                RAISE EXCEPTION USING ERRCODE = 'KW000';  -- it is free: let go of it
            EXCEPTION
                WHEN lock_not_available THEN
                    EXIT;
                WHEN SQLSTATE 'KW000' THEN
                    NULL;
            END;
        END LOOP;
        PERFORM pg_sleep(0.05);
    END LOOP;
END $$;

-- `looked` are the files that were opened, as `source:id`, and `files` those of them that must go. Gives how often the
-- words stood in each table. KW001: a file is there that nobody looked in. KW002: something is left; the message says in
-- which tables, and all is as it was.
CREATE FUNCTION public.wissing_apply(wissing uuid, words text, files uuid[], looked text[]) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    mine text := public.wissing_mine();
    counts jsonb;
    remains jsonb;
    guarded regclass;
    asked record;
BEGIN
    EXECUTE format('SELECT * FROM %I.wissing_wissing WHERE id = $1 FOR UPDATE', mine) INTO asked USING wissing;
    IF asked.id IS NULL OR asked.staat <> 'bezig' OR asked.confirmed_by IS NULL
        OR asked.confirmed_by = asked.created_by THEN
        RAISE EXCEPTION 'Een tweede persoon moet het wissen eerst bevestigen.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SET CONSTRAINTS ALL IMMEDIATE;
    PERFORM public.wissing_hold(mine);
    IF EXISTS (SELECT source || ':' || id FROM public.wissing_files_of(mine) EXCEPT SELECT unnest(looked)) THEN
        RAISE EXCEPTION 'Er is een bestand bij gekomen.' USING ERRCODE = 'KW001';
    END IF;
    FOR guarded IN SELECT DISTINCT tgrelid FROM pg_trigger g JOIN public.wissing_tables(mine) t ON t.target = g.tgrelid
        WHERE NOT tgisinternal AND t.place <> 'public'
    LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', guarded);
    END LOOP;
    counts := public.wissing_run(mine, words, files, true);
    FOR guarded IN SELECT DISTINCT tgrelid FROM pg_trigger g JOIN public.wissing_tables(mine) t ON t.target = g.tgrelid
        WHERE NOT tgisinternal AND t.place <> 'public'
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', guarded);
    END LOOP;
    remains := public.wissing_left(mine, words, files);
    IF remains <> '{}' THEN
        RAISE EXCEPTION '%', remains USING ERRCODE = 'KW002';
    END IF;
    INSERT INTO public.tenants_wisjournaal
        (id, gemeente_id, words, reden, created_at, created_by, confirmed_at, confirmed_by)
        SELECT asked.id, id, asked.words, asked.reden, asked.created_at, asked.created_by, asked.confirmed_at,
            asked.confirmed_by
        FROM public.tenants_gemeente WHERE schema_name = mine
        ON CONFLICT (id) DO NOTHING;
    EXECUTE format('UPDATE %I.wissing_wissing SET staat = ''uitgevoerd'', words = '''', fout = ''{}'', looked = ''{}'','
        ' counts = $2'
        ' WHERE id = $1', mine) USING wissing, counts;
    RETURN counts;
END $$;

-- The hash of a kept plan is that of its text. Only where the wipe changed the text, and so emptied it, is there one to
-- fill in; Python makes it, from the canonical JSON.
CREATE FUNCTION public.wissing_rehash(versie uuid, sha256 text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine text := public.wissing_mine();
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    EXECUTE format('ALTER TABLE %I.reports_planversie DISABLE TRIGGER USER', mine);
    EXECUTE format('UPDATE %I.reports_planversie SET sha256 = $2 WHERE id = $1 AND sha256 = ''''', mine) USING versie, sha256;
    EXECUTE format('ALTER TABLE %I.reports_planversie ENABLE TRIGGER USER', mine);
END $$;

-- As wissing_rehash, of what a gemeente submitted.
CREATE FUNCTION public.wissing_rehash_indiening(indiening uuid, hash text) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.metingen_indiening t SET sha256 = hash WHERE t.id = indiening AND t.sha256 = ''
        AND t.gemeente_id = (SELECT id FROM public.tenants_gemeente WHERE schema_name = public.wissing_mine());
END $$;

-- A mail, once, to each colleague who may confirm a request. The role of a gemeente may write no mail of its own making;
-- what this one says is composed when it is sent (wissing/letters.py). Gives how many were told.
CREATE FUNCTION public.wissing_tell(wissing uuid, functies text[], today date) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine text := public.wissing_mine();
    asked record;
    told bigint;
BEGIN
    EXECUTE format('SELECT id, created_by FROM %I.wissing_wissing WHERE id = $1 AND staat = ''gevraagd''', mine)
        INTO asked USING wissing;
    INSERT INTO public.berichten_bericht
        (id, gemeente_id, soort, about, address, functie, subject, body, staat, reden, attempts)
        SELECT DISTINCT ON (g.email)
            gen_random_uuid(), t.gemeente_id, 'wissing', asked.id, g.email, t.functie, '', '', 'wacht', '', 0
        FROM public.accounts_toegang t JOIN public.accounts_gebruiker g ON g.id = t.gebruiker_id
        WHERE t.gemeente_id = (SELECT id FROM public.tenants_gemeente WHERE schema_name = mine)
            AND t.functie = ANY (functies) AND t.valid_from <= today AND coalesce(t.valid_until, today) >= today
            AND g.is_active AND g.id <> asked.created_by
            AND NOT EXISTS (SELECT FROM public.berichten_bericht b WHERE b.about = asked.id)
        ORDER BY g.email, t.functie;
    GET DIAGNOSTICS told = ROW_COUNT;
    RETURN told;
END $$;

-- A request that nobody confirmed within a week, or that failed and was left at that; the words go.
CREATE FUNCTION public.wissing_expire() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found bigint;
BEGIN
    EXECUTE format('UPDATE %I.wissing_wissing w SET staat = ''verlopen'', words = '''', fout = ''{}'', looked = ''{}'''
        ' WHERE staat IN (''gevraagd'', ''bezig'', ''mislukt'') AND created_at < now() - interval ''7 days'''
        ' AND NOT EXISTS (SELECT FROM public.jobs_job j WHERE j.id = w.job_id AND j.state IN (''waiting'', ''running''))',
        public.wissing_mine());
    GET DIAGNOSTICS found = ROW_COUNT;
    RETURN found;
END $$;
"""
FUNCTIONS = FUNCTIONS.replace("(columns)", COLUMNS).replace("(nothing)", sight.NOTHING)
NAMES = """
wissing_rows(regclass,text,text,text,uuid[]) wissing_run(text,text,uuid[],boolean) wissing_left(text,text,uuid[])
wissing_mine() wissing_count(text,uuid[]) wissing_files() wissing_file(text,uuid) wissing_hold(text)
wissing_apply(uuid,text,uuid[],text[]) wissing_rehash(uuid,text) wissing_rehash_indiening(uuid,text)
wissing_tell(uuid,text[],date) wissing_expire()
""".split()
CLOSE = "".join(f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC;\n" for name in NAMES)
DROP = "".join(f"DROP FUNCTION public.{name};\n" for name in reversed(NAMES))


class Migration(migrations.Migration):
    dependencies = [("tenants", "0006_wissing_texts")]

    operations = [migrations.RunSQL(FUNCTIONS + CLOSE, DROP)]
