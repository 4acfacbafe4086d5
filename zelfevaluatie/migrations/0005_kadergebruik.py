from django.db import migrations

# Which version an opened gemeente works with stood nowhere but here.
USED = """
INSERT INTO public.kader_kadergebruik (id, gemeente_id, kaderversie_id)
SELECT gen_random_uuid(), gemeente.id, zelfevaluatie.kaderversie_id FROM zelfevaluatie_zelfevaluatie zelfevaluatie
JOIN public.tenants_gemeente gemeente ON gemeente.schema_name = current_schema()
WHERE zelfevaluatie.staat = 'open' ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):

    dependencies = [
        ("kader", "0003_published_and_used"),
        ("zelfevaluatie", "0004_closed_is_read_only"),
    ]

    operations = [migrations.RunSQL(USED, migrations.RunSQL.noop)]
