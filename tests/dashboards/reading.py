"""The pages and files of the country, and what one of them says."""

import re

LAND = {
    "stand": "/land/",
    "kaart": "/land/kaart/",
    "kaart_plan": "/land/kaart/?indicator=plan",
    "kaart_zorg": "/land/kaart/?indicator=zorgcoordinatie",
    "kaart_bouwsteen": "/land/kaart/?indicator=SV-P1-1",
    "provincie": "/land/provincie/PV20/",
    "ontwikkeling": "/land/ontwikkeling/",
    "ondersteuning": "/land/ondersteuning/",
    "werklijst": "/land/werklijst/",
    "werklijst_plan": "/land/werklijst/?lijst=plan",
    "werklijst_plateau_1": "/land/werklijst/?lijst=plateau_1",
    "werklijst_functionaris": "/land/werklijst/?lijst=aandachtsfunctionaris",
    "export": "/land/export/",
}
FILES = ["/land/export/cijfers.csv", "/land/export/gemeenten.csv"]
SESSION = re.compile(r'name="csrf\w*" value="\w+"|csrf-token" content="\w+"|data-sessie="\d+"|\d\d:\d\d uur')


def read(client, path):
    answer = client.post(path, {"akkoord": "on"}) if "gemeenten." in path else client.get(path)
    assert answer.status_code == 200
    return SESSION.sub("", answer.content.decode())
