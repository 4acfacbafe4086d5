"""What a gemeente may do with what she makes public, and what whoever comes by reads of it; see tenants/rechten.py."""

from tenants.overdracht_rights import ME

PLAN, BESTAND = "openbaar_openbaarplan", "openbaar_openbaarbestand"
# In the order in which they are emptied: a file belongs to a plan.
OPENBAAR_TABLES = (BESTAND, PLAN)
OPENBAAR_RIGHTS = {PLAN: "SELECT, INSERT, UPDATE, DELETE", BESTAND: "SELECT, INSERT, DELETE"}
MINE = f"gemeente_id = {ME}"
# Of a plan of several gemeenten only who takes part, and so hears what the others wipe from it.
TAKES_PART = (
    "(gezamenlijk_plan IS NULL OR gezamenlijk_plan IN"
    " (SELECT gezamenlijk_plan_id FROM public.samenwerking_mijn WHERE reads))"
)
# Under her own name and at her own address, and said to be invented when it is.
MYSELF = (
    f"EXISTS (SELECT FROM public.tenants_gemeente me WHERE me.id = {PLAN}.gemeente_id"
    " AND current_user = current_database() || '_' || me.schema_name"
)
AT_HOME = f"me.slug = {PLAN}.gemeente_slug AND me.code = {PLAN}.gemeente_code"
BY_NAME = f"me.korte_naam = {PLAN}.gemeente_naam AND me.herkomst = {PLAN}.herkomst"
OPENBAAR_ROWS = {
    PLAN: {
        "SELECT": f"USING ({MINE})",
        "INSERT": f"WITH CHECK ({MYSELF} AND {AT_HOME} AND {BY_NAME}) AND {TAKES_PART})",
        "UPDATE": f"USING ({MINE}) WITH CHECK ({MYSELF} AND {AT_HOME}))",
        "DELETE": f"USING ({MINE})",
    },
    BESTAND: {
        "SELECT": f"USING ({MINE})",
        # To no plan but her own: of those of others this query sees none.
        "INSERT": f"WITH CHECK ({MINE} AND EXISTS (SELECT FROM public.{PLAN} plan WHERE plan.id = plan_id))",
        "DELETE": f"USING ({MINE})",
    },
}
# Nobody but a gemeente makes anything public: the platform only looks.
PLATFORM_MAY = dict.fromkeys(OPENBAAR_TABLES, "SELECT")
VISITOR_RIGHTS = dict.fromkeys(OPENBAAR_TABLES, "SELECT")
VISITOR_ROWS = {table: {"SELECT": "USING (true)"} for table in OPENBAAR_TABLES}
