from django.db import migrations

# Definitief wissen (ADR 0010) reaches what a gemeente submitted. As in its own schema, words become [gewist] in what is
# there and nothing else changes; the hash is emptied and made anew by Python, from the canonical JSON.
FUNCTIONS = r"""
ALTER FUNCTION public.wissing_run(text, text, uuid[], boolean) RENAME TO wissing_schemas;

-- How many Indieningen of the gemeente with this schema hold the words, or with `wipe` held them.
CREATE FUNCTION public.wissing_indieningen(mine text, words text, wipe boolean) RETURNS jsonb
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found bigint;
BEGIN
    found := public.wissing_rows('public.metingen_indiening',
        format('t.gemeente_id = (SELECT id FROM public.tenants_gemeente WHERE schema_name = %L)'
            ' AND (t.inhoud IS DISTINCT FROM public.wissing_json(t.inhoud, $1)'
            ' OR t.mandaat_functie IS DISTINCT FROM public.wissing_text(t.mandaat_functie, $1))', mine),
        CASE WHEN wipe THEN 'UPDATE %s t SET inhoud = public.wissing_json(t.inhoud, $1),'
            ' mandaat_functie = left(public.wissing_text(t.mandaat_functie, $1), 120),'
            ' sha256 = CASE WHEN t.inhoud IS DISTINCT FROM public.wissing_json(t.inhoud, $1) THEN '''' ELSE t.sha256 END'
        END, words, NULL);
    RETURN CASE WHEN found > 0 THEN jsonb_build_object('metingen_indiening', found) ELSE '{}' END;
END $$;

CREATE FUNCTION public.wissing_run(mine text, words text, files uuid[], wipe boolean) RETURNS jsonb
    LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT public.wissing_schemas(mine, words, files, wipe) || public.wissing_indieningen(mine, words, wipe)
$$;

CREATE FUNCTION public.wissing_rehash_indiening(indiening uuid, hash text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.metingen_indiening t SET sha256 = hash WHERE t.id = indiening AND t.sha256 = ''
        AND t.gemeente_id = (SELECT id FROM public.tenants_gemeente WHERE schema_name = public.wissing_mine())
$$;
"""
NEW = (
    "wissing_run(text,text,uuid[],boolean)",
    "wissing_indieningen(text,text,boolean)",
    "wissing_rehash_indiening(uuid,text)",
)
CLOSE = "".join(f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC;\n" for name in NEW)
DROP = "".join(f"DROP FUNCTION public.{name};\n" for name in NEW) + (
    "ALTER FUNCTION public.wissing_schemas(text, text, uuid[], boolean) RENAME TO wissing_run;"
)


class Migration(migrations.Migration):
    dependencies = [("metingen", "0002_submitted_is_frozen"), ("tenants", "0004_wisjournaal")]

    operations = [migrations.RunSQL(FUNCTIONS + CLOSE, DROP)]
