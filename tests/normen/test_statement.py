import re
from datetime import date

MONTHS = {"november": 11}


def test_statement_has_what_the_model_asks_and_is_not_too_old(client_for):
    text = " ".join(client_for(gemeente=None).get("/toegankelijkheid/").text.split())
    asked = ["Status D", "EN 301 549", "laatste volledige onderzoek", "2.2.1", "Meld het bij", "ombudsman"]
    assert [words for words in asked if words not in text] == []
    made, due = (
        date(int(year), MONTHS[month], int(day))
        for day, month, year in re.findall(r"(?:op|voor) (\d+) (\w+) (\d{4})", text)
    )
    assert (due.year - made.year, date.today() < due) == (3, True)
