"""Every address that gives a file, or figures to take along: what may leave the room, and what may not (ADR 0011).

An address that gives a file stands in one of these, or a test fails (tests/kompas/test_leaving.py). What may leave
holds nothing that does not come from a Publicatie of Groepscijfers or a tussenstand: the same test asks for it as
everybody who may, with every filter, while gemeenten submit and withdraw, and compares.
"""

# View, and who may ask: everybody, staff, or a gemeente on its own host. `pk` in it is that of a Publicatie.
EVERYBODY, STAFF, GEMEENTE = "everybody", "staff", "gemeente"
MAY_LEAVE = {
    "metingen:publicatie_list": EVERYBODY,
    "metingen:publicatie_detail": EVERYBODY,
    "metingen:publicatie_figuur": EVERYBODY,
    "metingen:publicatie_csv": EVERYBODY,
    "metingen:beeld_detail": STAFF,
    "metingen:beeld_csv": STAFF,
    "metingen:beeld_xlsx": STAFF,
    "metingen:beeld_ods": STAFF,
    "metingen:beeld_download": STAFF,
    "overzicht:vergelijk": GEMEENTE,
}
# Exact, of what was shared with one organisation: marked as such, and recorded for each gemeente in it.
WORKING_FILES = {
    "dashboards:publicatie_download": "Stand van het land as PDF",
    "dashboards:export_cijfers": "figures of a selection",
    "dashboards:export_gemeenten": "all answers, by name",
}
# Files without figures of gemeenten together; on the host of a gemeente all are its own.
OTHER_FILES = {
    **{f"{who}_login_{form}": "who logged in" for who in ("organisatie", "platform") for form in ("csv", "xlsx")},
    "security_txt": "where to report a weakness",
    "openbaar:bestand_download": "a plan that a gemeente made public",
    "openbaar:plan_qr": "the address of such a plan",
    "openbaar:accent_style": "a colour",
    **{f"openbaar:{name}": "where such plans are" for name in ("robots", "sitemap", "diwoo_index", "diwoo_sitemap")},
}
