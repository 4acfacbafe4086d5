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

-- As in 0002; and the owner, as whom these functions run, may take words out. Web and worker never are the owner.
CREATE OR REPLACE FUNCTION metingen_frozen() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept text[] := ARRAY['staat', 'ingetrokken_at', 'ingetrokken_by'];
    wiped text[] := ARRAY['inhoud', 'mandaat_functie', 'sha256'];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - kept = to_jsonb(OLD) - kept AND (
            OLD.staat = NEW.staat
            OR OLD.staat = 'geldig' AND NEW.staat = 'vervangen'
            OR OLD.staat <> 'ingetrokken' AND NEW.staat = 'ingetrokken'
        ) AND (OLD.ingetrokken_at IS NULL OR OLD.ingetrokken_at = NEW.ingetrokken_at) THEN
            RETURN NEW;
        END IF;
        IF OLD.staat = 'ingetrokken' AND OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL
            AND OLD.ingetrokken_at <= now() - interval '30 days' AND NEW.inhoud IS NULL
            AND (NEW.id, NEW.gemeente_id, NEW.nummer, NEW.sha256, NEW.staat, NEW.ingediend_at, NEW.ingetrokken_at)
            = (OLD.id, OLD.gemeente_id, OLD.nummer, OLD.sha256, OLD.staat, OLD.ingediend_at, OLD.ingetrokken_at) THEN
            RETURN NEW;
        END IF;
        IF to_jsonb(NEW) - wiped = to_jsonb(OLD) - wiped AND (NEW.inhoud IS NULL) = (OLD.inhoud IS NULL)
            AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Wat is ingediend, kan niet meer veranderen.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
NEW = (
    "wissing_run(text,text,uuid[],boolean)",
    "wissing_indieningen(text,text,boolean)",
    "wissing_rehash_indiening(uuid,text)",
)
CLOSE = "".join(f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC;\n" for name in NEW)
# The trigger keeps what it knows: it then lets through a little that nobody asks any more.
DROP = "".join(f"DROP FUNCTION public.{name};\n" for name in NEW) + (
    "ALTER FUNCTION public.wissing_schemas(text, text, uuid[], boolean) RENAME TO wissing_run;"
)


class Migration(migrations.Migration):
    dependencies = [("metingen", "0003_antwoordlink"), ("tenants", "0004_wisjournaal")]

    operations = [migrations.RunSQL(FUNCTIONS + CLOSE, DROP)]
