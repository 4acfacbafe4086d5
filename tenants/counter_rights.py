"""What the role may that counts for Groepscijfers; see tenants/rechten.py, which gives it."""

REGIOS = "provincie, veiligheidsregio, grootteklasse"
# What making Groepscijfers needs (metingen/counting.py): of an Indiening the answers and the groups it counts in, never
# who sent it, what they wrote, or with whom they share. The platform may write Groepscijfers too until no release is in
# use that makes them as the platform (0.9.0).
COUNTED = "begroting, beleidsplan, aandachtsfunctionaris, zorgcoordinatie"
CIJFERS_RIGHTS = {
    "tenants_regio": "SELECT",
    "kader_kaderversie": "SELECT",
    "kader_bouwsteen": "SELECT",
    "metingen_meetronde": "SELECT",
    "metingen_indiening": f"SELECT (id, meetronde_id, gemeente_id, staat, ingediend_at, {REGIOS}, {COUNTED})",
    "metingen_indieningantwoord": "SELECT",
    "metingen_themavraag": "SELECT",
    "metingen_groepsantwoord": "SELECT",
    "metingen_publicatie": "SELECT, INSERT",
    "metingen_publicatielid": "SELECT, INSERT",
    "metingen_groepscijfer": "SELECT, INSERT",
}
PUBLICATIE = "soort IN ('groepscijfers', 'tussenstand')"
OF_PUBLICATIE = "publicatie_id IN (SELECT id FROM public.metingen_publicatie)"  # of those that it sees
CIJFERS_ROWS = {
    "metingen_indiening": {"SELECT": "USING (staat = 'geldig')"},
    "metingen_indieningantwoord": {
        "SELECT": "USING (indiening_id IN (SELECT counted.id FROM public.metingen_indiening counted))"
    },
    "metingen_groepsantwoord": {
        "SELECT": "USING (indiening_id IN (SELECT counted.id FROM public.metingen_indiening counted))"
    },
    "metingen_publicatie": {
        "SELECT": f"USING ({PUBLICATIE})",
        "INSERT": f"WITH CHECK ({PUBLICATIE} AND bestand IS NULL)",
    },
    "metingen_publicatielid": {"SELECT": f"USING ({OF_PUBLICATIE})", "INSERT": f"WITH CHECK ({OF_PUBLICATIE})"},
}
