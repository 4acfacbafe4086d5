import json

import django.db.models.deletion
from django.db import migrations, models

from tenants import sight

# Definitief wissen (ADR 0010). The role of a gemeente can neither change its history nor what is adopted; these
# functions can, as the owner, for a Wissing that a second person confirmed, and only replace words by [gewist].
#
# `wissing_run` finds every text, array and JSON column by the catalogue, so that a new table cannot be forgotten. What
# a machine wrote (ids, hashes, dates, images) stays: four letters may stand in it by chance. Schemas that were put aside
# by a restore (zz_…_gm0037) are of the same gemeente and are wiped too.
FUNCTIONS = r"""
-- `words` are folded as by `folded` in tenants/sight.py, which the table of units comes from too.
CREATE FUNCTION public.wissing_pattern(words text) RETURNS text LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT replace(string_agg('(?:' || CASE WHEN n = 1 THEN split_part(option, '(later)', 1)
            ELSE replace(option, '(later)', '') END || ')', '(gap)' ORDER BY n), '(gap)', $re$(between)$re$) || $re$(after)$re$
    FROM string_to_table(words, NULL) WITH ORDINALITY AS cut(unit, n), coalesce(
        $units$(units)$units$::jsonb ->> unit, '\U' || upper(lpad(to_hex(ascii(unit)), 8, '0'))) AS option
$$;

CREATE FUNCTION public.wissing_text(value text, pattern text) RETURNS text LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN value ~ '^([0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d([T ][0-9:.+Z-]*)?)$'
            OR value ~ '^data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=]*$'
            OR value ~ '^[A-Za-z0-9+/=]{200}[A-Za-z0-9+/=]*$' THEN value
        ELSE regexp_replace(value, pattern, '[gewist]', 'g')
    END
$$;

CREATE FUNCTION public.wissing_json(value jsonb, pattern text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    CASE jsonb_typeof(value)
    WHEN 'string' THEN
        RETURN to_jsonb(public.wissing_text(value #>> '{}', pattern));
    WHEN 'array' THEN
        RETURN (SELECT coalesce(jsonb_agg(public.wissing_json(e, pattern) ORDER BY n), '[]')
            FROM jsonb_array_elements(value) WITH ORDINALITY AS found(e, n));
    WHEN 'object' THEN
        RETURN (SELECT coalesce(jsonb_object_agg(k, public.wissing_json(v, pattern)), '{}')
            FROM jsonb_each(value) AS found(k, v));
    ELSE
        RETURN value;
    END CASE;
END $$;

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
        WITH schemas AS (
            SELECT oid, nspname FROM pg_namespace WHERE nspname = mine OR nspname ~ ('^zz_.*_' || mine || '$')
        ), columns AS (
            SELECT c.oid AS target, n.nspname, c.relname, a.attname, y.typname,
                CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 ELSE 100000000 END AS longest,
                (SELECT count(*) = 2 FROM pg_attribute v WHERE v.attrelid = c.oid AND NOT v.attisdropped
                    AND v.attname IN ('version', 'updated_at')) AS versioned
            FROM schemas n JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind = 'r'
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type y ON y.oid = a.atttypid
            WHERE c.relname NOT IN ('django_migrations', 'wissing_wissing', 'logboek_gebeurtenis')
                AND a.attname !~ 'sha256$' AND y.typname IN ('text', 'varchar', 'bpchar', '_text', '_varchar', 'jsonb')
        ), texts AS (
            SELECT *, CASE
                WHEN typname = 'jsonb' THEN format('public.wissing_json(t.%I, $1)', attname)
                WHEN typname LIKE '\_%' THEN format('CASE WHEN t.%1$I IS NOT NULL THEN (SELECT coalesce(array_agg('
                    'left(public.wissing_text(e, $1), %2$s) ORDER BY n), ''{}'')'
                    ' FROM unnest(t.%1$I::text[]) WITH ORDINALITY AS u(e, n)) END', attname, longest)
                ELSE format('left(public.wissing_text(t.%I, $1), %s)', attname, longest)
            END AS wiped, CASE
                WHEN typname = 'jsonb' THEN format('t.%I', attname)
                WHEN typname LIKE '\_%' THEN format('t.%I::text[]', attname)
                ELSE format('t.%I::text', attname)
            END AS kept FROM columns
        )
        -- Files go whole, and first. Which ones is asked, for they must be opened; what was put aside nobody opened.
        SELECT 1 AS turn, c.oid::regclass AS target, c.relname, 'DELETE FROM %s t' AS change,
            CASE WHEN n.nspname = mine THEN 't.id = ANY ($3)'
                ELSE '(t.id = ANY ($3) OR encode(t.bestand, ''escape'') ~ $1)' END AS condition
        FROM schemas n JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'zelfevaluatie_onderbouwing'
        UNION ALL
        SELECT 1, c.oid::regclass, c.relname, 'DELETE FROM %s t', format(
            '(t.plan IS DISTINCT FROM public.wissing_json(t.plan, $1)'
            ' OR EXISTS (SELECT FROM %1$I.reports_planversie v WHERE v.id = t.planversie_id'
            '  AND to_jsonb(v) IS DISTINCT FROM public.wissing_json(to_jsonb(v), $1))'
            ' OR EXISTS (SELECT FROM %1$I.reports_vaststelling b WHERE b.planversie_id = t.planversie_id'
            '  AND to_jsonb(b) IS DISTINCT FROM public.wissing_json(to_jsonb(b), $1)))', n.nspname)
        FROM schemas n JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'reports_rapport'
        UNION ALL
        SELECT 2, target::regclass, relname, format('UPDATE %%s t SET %s%s',
                string_agg(format('%I = %s', attname, wiped), ', ' ORDER BY attname),
                CASE WHEN bool_or(versioned) THEN ', version = version + 1'
                    WHEN relname = 'reports_planversie' THEN ', sha256 = CASE WHEN t.plan'
                        ' IS DISTINCT FROM public.wissing_json(t.plan, $1) THEN '''' ELSE t.sha256 END'
                    ELSE '' END),
            '(' || string_agg(format('%s IS DISTINCT FROM %s', kept, wiped), ' OR ' ORDER BY attname) || ')'
        FROM texts WHERE NOT (relname = 'reports_rapport' AND NOT wipe)
        GROUP BY target, nspname, relname
        UNION ALL
        SELECT 3, 'public.samenwerking_deelname'::regclass, 'samenwerking_deelname',
            'UPDATE %s t SET plan = public.wissing_json(t.plan, $1), besluiten = public.wissing_json(t.besluiten, $1)'
            ', version = version + 1',
            format('t.gemeente_id = (SELECT id FROM public.tenants_gemeente WHERE schema_name = %L)'
            ' AND (t.plan IS DISTINCT FROM public.wissing_json(t.plan, $1)'
            ' OR t.besluiten IS DISTINCT FROM public.wissing_json(t.besluiten, $1))', mine)
        UNION ALL
        SELECT 3, 'public.samenwerking_gezamenlijkplan'::regclass, 'samenwerking_gezamenlijkplan',
            'UPDATE %s t SET naam = left(public.wissing_text(t.naam, $1), 80)',
            format('t.initiatiefnemer_id = (SELECT id FROM public.tenants_gemeente WHERE schema_name = %L)'
            ' AND t.naam IS DISTINCT FROM public.wissing_text(t.naam, $1)', mine)
        ORDER BY 1, 3
    LOOP
        found := public.wissing_rows(
            place.target, place.condition, CASE WHEN wipe THEN place.change END, words, files);
        IF found > 0 THEN
            counts := counts || jsonb_build_object(place.relname, found + coalesce((counts ->> place.relname)::bigint, 0));
        END IF;
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

CREATE FUNCTION public.wissing_apply(wissing uuid, words text, files uuid[]) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    mine text := public.wissing_mine();
    counts jsonb;
    guarded regclass;
    asked record;
BEGIN
    EXECUTE format('SELECT * FROM %I.wissing_wissing WHERE id = $1 FOR UPDATE', mine) INTO asked USING wissing;
    IF asked.id IS NULL OR asked.staat <> 'gevraagd' OR asked.confirmed_by IS NULL
        OR asked.confirmed_by = asked.created_by THEN
        RAISE EXCEPTION 'Een tweede persoon moet het wissen eerst bevestigen.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SET CONSTRAINTS ALL IMMEDIATE;
    FOR guarded IN SELECT DISTINCT tgrelid FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT tgisinternal AND c.relname <> 'wissing_wissing'
        AND (n.nspname = mine OR n.nspname ~ ('^zz_.*_' || mine || '$'))
    LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', guarded);
    END LOOP;
    counts := public.wissing_run(mine, words, files, true);
    FOR guarded IN SELECT DISTINCT tgrelid FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT tgisinternal AND c.relname <> 'wissing_wissing'
        AND (n.nspname = mine OR n.nspname ~ ('^zz_.*_' || mine || '$'))
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', guarded);
    END LOOP;
    INSERT INTO public.tenants_wisjournaal
        (id, gemeente_id, words, reden, created_at, created_by, confirmed_at, confirmed_by)
        SELECT asked.id, id, asked.words, asked.reden, asked.created_at, asked.created_by, asked.confirmed_at,
            asked.confirmed_by
        FROM public.tenants_gemeente WHERE schema_name = mine
        ON CONFLICT (id) DO NOTHING;
    EXECUTE format('UPDATE %I.wissing_wissing SET staat = ''uitgevoerd'', words = '''', counts = $2 WHERE id = $1', mine)
        USING wissing, counts;
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

-- A request that nobody confirmed within a week; the words go.
CREATE FUNCTION public.wissing_expire() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found bigint;
BEGIN
    EXECUTE format('UPDATE %I.wissing_wissing SET staat = ''verlopen'', words = '''''
        ' WHERE staat = ''gevraagd'' AND created_at < now() - interval ''7 days''', public.wissing_mine());
    GET DIAGNOSTICS found = ROW_COUNT;
    RETURN found;
END $$;
"""
TABLE = {
    "(units)": json.dumps(sight.units(), ensure_ascii=False),
    "(gap)": sight.GAP,
    "(later)": sight.LATER,
    "(between)": sight.BETWEEN,
    "(after)": sight.AFTER,
}
for name, value in TABLE.items():
    FUNCTIONS = FUNCTIONS.replace(name, value)
NAMES = """
wissing_pattern(text) wissing_text(text,text) wissing_json(jsonb,text) wissing_rows(regclass,text,text,text,uuid[])
wissing_run(text,text,uuid[],boolean) wissing_mine() wissing_count(text,uuid[]) wissing_apply(uuid,text,uuid[])
wissing_rehash(uuid,text) wissing_tell(uuid,text[],date) wissing_expire()
""".split()
CLOSE = "".join(f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC;\n" for name in NAMES)
DROP = "".join(f"DROP FUNCTION public.{name};\n" for name in reversed(NAMES))


class Migration(migrations.Migration):
    dependencies = [("tenants", "0003_logboek_term")]

    operations = [
        migrations.CreateModel(
            name="Wisjournaal",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("words", models.TextField(help_text="Versleuteld, zie wissing/words.py")),
                ("reden", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.UUIDField()),
                ("confirmed_at", models.DateTimeField()),
                ("confirmed_by", models.UUIDField()),
                (
                    "gemeente",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenants.gemeente"
                    ),
                ),
            ],
            options={"verbose_name_plural": "wisjournaals"},
        ),
        migrations.RunSQL(FUNCTIONS + CLOSE, DROP),
    ]
