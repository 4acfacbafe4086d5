"""Lists of gemeenten in a file, as the CBS writes them, of the country as it is in the tests and what becomes of it."""

from tenants.models import Gemeente, Indeling

HEAD = "Gemeentecode;GemeentecodeGM;Gemeentenaam;Provinciecode;ProvinciecodePV;Provincienaam"


def country(*, voorbeeld=False):
    """Code → (name, code of the provincie, its name) of all that run."""
    rows = Indeling.objects.filter(
        gemeente__in=Gemeente.objects.invented(voorbeeld), regio__soort="provincie", valid_until=None
    )
    return {
        code: (naam, regio, regio_naam)
        for code, naam, regio, regio_naam in rows.values_list(
            "gemeente__code", "gemeente__naam", "regio__code", "regio__naam"
        )
    }


def write(folder, rows, name="Gemeenten alfabetisch 2027.csv", head=HEAD, encoding="utf-8-sig"):
    lines = [f"{int(code[2:])};{code};{naam};{pv[2:]};{pv};{provincie}" for code, (naam, pv, provincie) in rows.items()]
    path = folder / name
    path.write_text("\n".join([head, *lines]), encoding=encoding)
    return path
