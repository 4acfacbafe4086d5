from tenants.connection import connection
from tenants.context import in_gemeente
from tenants.models import Gemeente


def enforce_retention() -> dict[str, int]:
    """Forget words that wait too long for a second person, of each gemeente, as that gemeente."""
    expired = 0
    for gemeente in Gemeente.objects.at_work():
        with in_gemeente(gemeente), connection.cursor() as cursor:
            cursor.execute("SELECT public.wissing_expire()")
            expired += cursor.fetchone()[0]
    return {"verzoeken om te wissen": expired}
