"""Of tenants/rechten.py, what a gemeente may do with identity providers (inlogdiensten): set up her own, and accept
what another offers. The approval, and what opens, she has no right on.
"""

SET_UP = "naam, issuer, hosts, client_id, bewijs, tweede_stap, certificate, set_up_by, set_up_at, ended_at, ended_by"
DIENST = f"id, gemeente_id, regio_id, organisatie, created_at, approved_by, approved_at, {SET_UP}"
CHOICES = "claim, functies, verplicht, noodaccount_id, accepted_at, accepted_by, ended_at"
AANVAARDING = f"id, inlogdienst_id, eigenaar_id, gemeente_id, regio_id, organisatie, created_at, {CHOICES}"
NOTHING_GIVEN = "claim = '' AND functies = jsonb_build_object() AND NOT verplicht"
BLANK = f"gemeente_id IS NOT NULL AND accepted_at IS NULL AND {NOTHING_GIVEN}"
INLOG_RIGHTS = {
    # A trigger takes the approval from what is written, see inlogdiensten/migrations/0002; a function gives it.
    "inlogdiensten_inlogdienst": f"SELECT ({DIENST}), INSERT ({DIENST}), UPDATE ({SET_UP})",
    "inlogdiensten_mijn": "SELECT",  # a view: which were offered to the gemeente that asks
    "inlogdiensten_inloggeheim": "SELECT, INSERT, UPDATE",  # of her own alone; encrypted
    "inlogdiensten_aanvaarding": f"SELECT ({AANVAARDING}), INSERT ({AANVAARDING}), UPDATE ({CHOICES})",
}


def inlog_rows(me: str) -> dict[str, dict[str, str]]:
    """For SHARED_ROWS; `me` is the id of the gemeente that asks, as SQL."""
    offered = "SELECT inlogdienst_id FROM public.inlogdiensten_mijn"
    own = f"SELECT id FROM public.inlogdiensten_inlogdienst WHERE gemeente_id = {me}"  # noqa: S608  of our own text
    return {
        "inlogdiensten_inlogdienst": {
            "SELECT": f"USING (gemeente_id = {me} OR id IN ({offered}))",
            "INSERT": f"WITH CHECK (gemeente_id = {me})",
            "UPDATE": f"USING (gemeente_id = {me}) WITH CHECK (gemeente_id = {me})",
        },
        "inlogdiensten_aanvaarding": {
            "SELECT": f"USING (gemeente_id = {me} OR eigenaar_id = {me})",
            # Who has a provider offers it to other gemeenten; each accepts it herself and says herself what it gives.
            "INSERT": f"WITH CHECK (eigenaar_id = {me} AND (gemeente_id = {me} OR {BLANK})"
            f" AND inlogdienst_id IN ({own}))",
            "UPDATE": f"USING (gemeente_id = {me}) WITH CHECK (gemeente_id = {me})",
        },
    }
