"""A list of gemeenten and their first beheerders: what each line would do, and what is wrong with it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Toegang
from beheer.actions import bring_aboard, set_agreement
from beheer.boarding import LATER, NO_AGREEMENT, NOT_KNOWN, compare, rows_of
from beheer.import_actions import carry_over
from saving.lines import TWICE
from tenants.models import Gemeente

AGREED = date(2026, 11, 1)


def lines(text):
    return compare(rows_of(text)).lines


def fouten(text):
    return [line.fout for line in lines(text)]


@pytest.mark.parametrize("named", ["GM0193", "gm0193", "0193", "193", "Zwolle", "ZWOLLE", "zwolle"])
def test_a_gemeente_is_known_by_code_and_by_name(db, named):
    (line,) = lines(f"{named};a@zwolle.example;Sanne;1-11-2026")
    assert (line.gemeente.slug, line.agreement, line.opens, line.fout) == ("zwolle", AGREED, True, "")


@pytest.mark.parametrize("text", ["Zwolle,a@b.example,Sanne,2026-11-01", "Zwolle\ta@b.example\tSanne\t01-11-2026"])
def test_other_marks_between_the_columns_are_read_too(db, text):
    (line,) = lines(f"gemeente;e-mail;naam;datum\n{text}".replace(";", text[6]))
    assert (line.row.number, line.row.email, line.row.naam, line.agreement) == (2, "a@b.example", "Sanne", AGREED)


@pytest.mark.parametrize(
    ("text", "fout"),
    [
        ("Zwollen;a@b.example;;1-11-2026", NOT_KNOWN),
        ("Zwolle;a@b.example", NO_AGREEMENT),
        ("Zwolle;;Sanne;1-11-2026", "Er staat geen e-mailadres bij."),
        ("Zwolle;sanne;;1-11-2026", "‘sanne’ is geen e-mailadres."),
        ("Zwolle;a@b.example;;31-11-2026", "‘31-11-2026’ is geen datum. Schrijf hem als 1-11-2026."),
        ("Zwolle;a@b.example;;1-11-2099", LATER),
        (f"Zwolle;a@b.example;{'x' * 81};1-11-2026", "Deze naam is langer dan 80 tekens."),
    ],
)
def test_a_line_that_cannot_be_used_says_why(db, text, fout):
    assert fouten(text) == [fout]


def test_a_gemeente_that_stands_there_twice_is_refused_both_times(db):
    assert fouten("Zwolle;a@b.example;;1-11-2026\n0193;c@d.example;;1-11-2026") == [TWICE, TWICE]


def test_a_gemeente_that_is_no_more_is_not_known(zwolle):
    Gemeente.objects.filter(pk=zwolle.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert fouten("Zwolle;a@b.example;;1-11-2026") == [NOT_KNOWN]


@pytest.mark.parametrize("text", ["", "\n;;\n", "gemeente;e-mail"])
def test_a_file_without_gemeenten_is_refused(text):
    with pytest.raises(ValidationError, match="Er staan geen gemeenten in"):
        rows_of(text)


def test_the_same_list_twice_does_nothing_the_second_time(zwolle, stadskanaal, platformbeheerder):
    text = "Zwolle;a@zwolle.example;Sanne;1-11-2026\nStadskanaal;b@stadskanaal.example;Kim;"
    first = compare(rows_of(text))
    done = carry_over(lines=first.new, by=platformbeheerder.pk)
    second = compare(rows_of(text))
    assert (done, len(first.new), len(second.new), second.same) == (["GM0193", "GM0037"], 2, 0, 2)


def test_who_is_beheerder_already_is_done(stadskanaal, beheerder):
    (line,) = lines(f"Stadskanaal;{beheerder.email.upper()}")
    assert (line.is_done, line.is_new, line.fout) == (True, False, "")
    Toegang.objects.filter(gebruiker=beheerder).update(valid_until=timezone.localdate() - timedelta(days=1))
    (line,) = lines(f"Stadskanaal;{beheerder.email}")
    assert line.is_new


def test_another_date_is_noted_also_where_nobody_is_invited_anew(zwolle, platformbeheerder):
    set_agreement(gemeente=zwolle, on=AGREED)
    bring_aboard(gemeente=zwolle, by=platformbeheerder.pk, email="a@zwolle.example")
    (same,) = lines("Zwolle;a@zwolle.example;;1-11-2026")
    (other,) = lines("Zwolle;a@zwolle.example;;2-11-2026")
    assert (same.is_new, other.is_new, other.is_done) == (False, True, True)


def test_the_mark_differs_as_soon_as_what_would_happen_does(zwolle, platformbeheerder):
    text = "Zwolle;a@zwolle.example;Sanne;1-11-2026"
    before = compare(rows_of(text)).mark
    Gemeente.objects.filter(pk=zwolle.pk).update(opening=Gemeente.Opening.ACTIVE)
    assert compare(rows_of(text)).mark != before


def test_the_text_for_the_next_page_says_the_same(db):
    found = compare(rows_of('Zwolle;a@zwolle.example;"Vries; de";1-11-2026'))
    assert compare(rows_of(found.text)).mark == found.mark


def test_three_gemeenten_cost_as_many_queries_as_one(db, django_assert_num_queries):
    one, three = rows_of("Zwolle;a@b.example"), rows_of("Zwolle;a@b.example\nUtrecht;b@b.example\nDen Haag;c@b.example")
    for rows in (one, three):
        with django_assert_num_queries(4):
            compare(rows)
