import json

from django.db import migrations

from tenants import sight
from tenants.wiped import COLUMNS, MACHINE, SHARED

# Definitief wissen (ADR 0010). The role of a gemeente can neither change its history nor what is adopted; functions of the
# owner can, for a Wissing that a second person confirmed, and only replace words by [gewist]. Here is what they work
# with; 0007 has what is done.
#
# Every text, array and JSON column is found by the catalogue, so that a new table cannot be forgotten. What only a
# program writes (a hash, a date, an image) is left by its place, never by what it looks like: who types what looks like a
# hash has typed a text. Schemas that were put aside by a restore (zz_…_gm0037) are of the same gemeente.
# Before it, the functions that did this until version 0.9 go.
FORMER = """
DO $$
DECLARE
    former regprocedure;
BEGIN
    FOR former IN SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'wissing_')
    LOOP
        EXECUTE format('DROP FUNCTION %s', former);
    END LOOP;
END $$;
"""
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
    SELECT regexp_replace(value, pattern, '[gewist]', 'g')
$$;

-- Whether a program wrote this: by where it stands in JSON (the last two names), and then only when it looks like it.
CREATE FUNCTION public.wissing_machine(place text, value text) RETURNS boolean LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT place = ANY ('{(machine)}') AND value ~ CASE WHEN place = 'huisstijl.logo' THEN '^[A-Za-z0-9+/]+={0,2}$'
        ELSE '^([0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d(T[0-9:.+Z-]+)?|\d+(\.\d+)?)$' END
$$;

CREATE FUNCTION public.wissing_json(value jsonb, pattern text, place text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
    SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    CASE jsonb_typeof(value)
    WHEN 'string' THEN
        RETURN CASE WHEN public.wissing_machine(place, value #>> '{}') THEN value
            ELSE to_jsonb(public.wissing_text(value #>> '{}', pattern)) END;
    WHEN 'array' THEN
        RETURN (SELECT coalesce(jsonb_agg(public.wissing_json(e, pattern, place) ORDER BY n), '[]')
            FROM jsonb_array_elements(value) WITH ORDINALITY AS found(e, n));
    WHEN 'object' THEN
        RETURN (SELECT coalesce(jsonb_object_agg(k,
                public.wissing_json(v, pattern, split_part(place, '.', -1) || '.' || k)), '{}')
            FROM jsonb_each(value) AS found(k, v));
    ELSE
        RETURN value;
    END CASE;
END $$;

-- Every text in a row, however deep; long numbers; and names in JSON that no program of ours would give.
CREATE FUNCTION public.wissing_strings(value jsonb) RETURNS SETOF text LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE found(place, name, value) AS (
        SELECT '', '', value
        UNION ALL
        SELECT deeper.* FROM found, LATERAL (
            SELECT split_part(found.place, '.', -1) || '.' || k, k, v
            FROM jsonb_each(CASE WHEN jsonb_typeof(found.value) = 'object' THEN found.value END) AS o(k, v)
            UNION ALL
            SELECT found.place, '', e
            FROM jsonb_array_elements(CASE WHEN jsonb_typeof(found.value) = 'array' THEN found.value END) AS a(e)
        ) AS deeper
    )
    SELECT name FROM found WHERE name !~ '^[a-z0-9_]*$'
    UNION ALL
    SELECT value #>> '{}' FROM found WHERE jsonb_typeof(value) = 'string'
        AND NOT public.wissing_machine(place, value #>> '{}')
    UNION ALL
    SELECT value #>> '{}' FROM found WHERE jsonb_typeof(value) = 'number' AND length(value #>> '{}') >= 7
$$;

-- The tables that hold what is of the gemeente with this schema, and which of their rows: all of its own, those that a
-- restore put aside, and in public what refers to it.
CREATE FUNCTION public.wissing_tables(mine text) RETURNS TABLE (target regclass, place text, naam text, own text)
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.oid::regclass, n.nspname::text, c.relname::text, 'true'
    FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'm')
    WHERE (n.nspname = mine OR n.nspname ~ ('^zz_.*_' || mine || '$'))
        AND c.relname NOT IN ('django_migrations', 'wissing_wissing')
    UNION ALL
    SELECT c.oid::regclass, 'public', c.relname::text,
        string_agg(format('t.%I = %L', a.attname, g.id), ' OR ' ORDER BY a.attname)
    FROM public.tenants_gemeente g JOIN pg_constraint f ON f.confrelid = 'public.tenants_gemeente'::regclass
    JOIN pg_class c ON c.oid = f.conrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (f.conkey)
    WHERE g.schema_name = mine AND f.contype = 'f' AND c.relkind IN ('r', 'p')
        AND c.relnamespace = 'public'::regnamespace AND c.relname !~ '^tenants_'  -- addresses, regio's, the journal
    GROUP BY c.oid, c.relname
$$;

-- Their columns of text in which words of people may stand.
CREATE FUNCTION public.wissing_columns(mine text)
    RETURNS TABLE (target regclass, place text, naam text, own text, attname name, kind name, longest int)
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.target, t.place, t.naam, t.own, a.attname, y.typname,
        CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 ELSE 100000000 END
    FROM public.wissing_tables(mine) t JOIN pg_attribute a ON a.attrelid = t.target
    JOIN pg_type y ON y.oid = a.atttypid
    WHERE a.attnum > 0 AND NOT a.attisdropped AND t.naam || '.' || a.attname !~ '(columns)'
        AND y.typname IN ('text', 'varchar', 'bpchar', '_text', '_varchar', 'jsonb')
        AND (t.place <> 'public' OR t.naam || '.' || a.attname = ANY ('{(shared)}'))
$$;

-- Every file that is kept of the gemeente, in whatever table.
CREATE FUNCTION public.wissing_files_of(mine text) RETURNS TABLE (source text, id uuid, naam text, mimetype text)
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept record;
BEGIN
    FOR kept IN
        SELECT t.target, t.own, a.attname, t.place || '.' || t.naam || '.' || a.attname AS source, (
            SELECT array_agg(c.attname::text) FROM pg_attribute c WHERE c.attrelid = t.target) AS names
        FROM public.wissing_tables(mine) t JOIN pg_attribute a ON a.attrelid = t.target
        WHERE a.atttypid = 'bytea'::regtype AND NOT a.attisdropped
    LOOP
        RETURN QUERY EXECUTE format('SELECT %L, t.id, %s, %s FROM %s t WHERE t.%I IS NOT NULL AND (%s)', kept.source,
            CASE WHEN 'bestandsnaam' = ANY (kept.names) THEN 't.bestandsnaam::text' ELSE '''''::text' END,
            CASE WHEN 'mimetype' = ANY (kept.names) THEN 't.mimetype::text' ELSE '''''::text' END,
            kept.target, kept.attname, kept.own);
    END LOOP;
END $$;
"""
TABLE = {
    "(units)": json.dumps(sight.units(), ensure_ascii=False),
    "(gap)": sight.GAP,
    "(later)": sight.LATER,
    "(between)": sight.BETWEEN,
    "(after)": sight.AFTER,
    "(machine)": ",".join(MACHINE),
    "(columns)": COLUMNS,
    "(shared)": ",".join(SHARED),
}
for name, value in TABLE.items():
    FUNCTIONS = FUNCTIONS.replace(name, value)
NAMES = """
wissing_pattern(text) wissing_text(text,text) wissing_machine(text,text) wissing_json(jsonb,text,text)
wissing_strings(jsonb) wissing_tables(text) wissing_columns(text) wissing_files_of(text)
""".split()
CLOSE = "".join(f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC;\n" for name in NAMES)
DROP = "".join(f"DROP FUNCTION public.{name};\n" for name in reversed(NAMES))


class Migration(migrations.Migration):
    dependencies = [("tenants", "0005_backup_run")]

    operations = [migrations.RunSQL(FORMER + FUNCTIONS + CLOSE, DROP)]
