"""What gemeenten may do with a transfer from one that ends to the one that comes after her; see tenants/rechten.py.

The predecessor alone writes it and the successor alone reads what is in it. A third sees nothing, and the platform sees
that there is one, never what it says.
"""

ME = "(SELECT id FROM public.tenants_gemeente WHERE current_user = current_database() || '_' || schema_name)"

WRITTEN = "id, opvolging_id, predecessor_id, successor_id, formaat, sha256, counts, written_at, written_by"
TAKEN = "taken_at, taken_by, taken"
OVERDRACHT_RIGHTS = {
    "herindeling_overdracht": f"SELECT ({WRITTEN}, {TAKEN}), INSERT ({WRITTEN}, {TAKEN}), UPDATE ({TAKEN})",
    "herindeling_overdrachtdeel": "SELECT, INSERT, DELETE",
    "herindeling_meegaan": "SELECT, INSERT, DELETE",
}
PAIR = (
    "EXISTS (SELECT FROM public.tenants_opvolging pair WHERE pair.id = opvolging_id"
    " AND pair.predecessor_id = herindeling_overdracht.predecessor_id"
    " AND pair.successor_id = herindeling_overdracht.successor_id)"
)
OURS = (
    f"EXISTS (SELECT FROM public.herindeling_overdracht mine WHERE mine.id = overdracht_id AND mine.taken_at IS NULL"
    f" AND mine.predecessor_id = {ME} AND mine.predecessor_id = herindeling_overdrachtdeel.predecessor_id"
    " AND mine.successor_id = herindeling_overdrachtdeel.successor_id)"
)
OVERDRACHT_ROWS = {
    "herindeling_overdracht": {
        "SELECT": f"USING (predecessor_id = {ME} OR successor_id = {ME})",
        "INSERT": f"WITH CHECK (predecessor_id = {ME} AND taken_at IS NULL AND {PAIR})",
        "UPDATE": f"USING (successor_id = {ME}) WITH CHECK (successor_id = {ME})",
    },
    "herindeling_overdrachtdeel": {
        "SELECT": f"USING (successor_id = {ME})",
        "INSERT": f"WITH CHECK ({OURS})",
        "DELETE": f"USING (successor_id = {ME})",  # once it is taken in
    },
    # Who goes along, by the choice of the predecessor; the platform gives them their Toegang.
    "herindeling_meegaan": {
        "SELECT": f"USING (predecessor_id = {ME})",
        "INSERT": f"WITH CHECK (predecessor_id = {ME})",
        "DELETE": f"USING (predecessor_id = {ME} AND granted_at IS NULL)",
    },
}
# What of it the platform may: take away what nobody will take in any more.
WITHOUT_CONTENT = {"herindeling_overdrachtdeel": "SELECT (id, overdracht_id), DELETE"}
