from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from saving.fields import AantalField, DatumField, EuroField, LinkField, NewIdField, TextField, UploadField, number
from saving.words import listed, words


def refusal(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.messages


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("een\r\ntwee\rdrie", "een\ntwee\ndrie"),
        ("Pieter Test\u00adman", "Pieter Testman"),
        ("a\u200bb\u200cc\u200dd\u2060e\ufefff", "abcdef"),
        ("a\u200eb\u202ec\u202cd\u2067e\u2069f\u061cg", "abcdefg"),
        ("Rene\u0301", "René"),
        ("met\u00a0harde spatie", "met\u00a0harde spatie"),
        ("\uf0b7\tWord een\u2028\uf0a7\ttwee\x0bdrie\x0cvier", "•\tWord een\n•\ttwee\ndrie vier"),
    ],
)
def test_text_field_keeps_what_people_see(typed, kept):
    assert TextField().clean(typed) == kept


def test_text_field_counts_as_its_counter_does():
    field = TextField(max_length=2_000, widget=forms.Textarea)
    assert (field.widget.attrs["data-teller"], "maxlength" in field.widget.attrs) == ("2000", False)
    fits = "\r\n".join(["x" * 39] * 50)  # 1,999 as the counter sees it
    assert len(field.clean(fits)) == 1_999
    assert refusal(field, fits + "xx") == ["Deze tekst is 1 teken te lang. Er passen er 2.000."]
    assert refusal(field, "é" * 2_012) == ["Deze tekst is 12 tekens te lang. Er passen er 2.000."]


@pytest.mark.parametrize("typed", ["2027-03-01", "1-3-2027", "01-03-2027"])
def test_datum_field_understands_a_date(typed):
    assert DatumField().clean(typed) == date(2027, 3, 1)


@pytest.mark.parametrize("typed", ["0026-01-05", "1899-12-31", "2101-01-01", "9999-12-31"])
def test_datum_field_asks_whether_the_year_is_right(typed):
    (message,) = refusal(DatumField(), typed)
    assert message.startswith("Klopt dit jaar? ")


def test_datum_field_tells_the_browser_which_years():
    widget = DatumField().widget
    assert (widget.input_type, widget.attrs) == ("date", {"min": "1900-01-01", "max": "2100-12-31"})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("4500", "4500"),
        ("4.500", "4500"),
        ("4.500,50", "4500.50"),
        ("4500,5", "4500.5"),
        ("4.500,-", "4500"),
        ("€ 4.500,--", "4500"),
        ("€4.500,–", "4500"),
        ("4 500 euro", "4500"),
        ("4\u00a0500,25 EUR", "4500.25"),
        ("1.234.567", "1234567"),
        ("0", "0"),
        ("4500.50", "4500.50"),
    ],
)
def test_euro_field_takes_an_amount_as_people_write_it(typed, kept):
    assert EuroField().clean(typed) == Decimal(kept)


@pytest.mark.parametrize("typed", ["veel", "1.2.3", "4,5,6", "-5", "€", "1e9", "NaN", "\x00"])
def test_euro_field_refuses_what_is_no_amount(typed):
    assert len(refusal(EuroField(), typed)) >= 1


@pytest.mark.parametrize(
    ("typed", "kept"), [("8", 8), ("4.500", 4500), ("1.250.000", 1_250_000), ("12,0", None), ("1.5", None)]
)
def test_aantal_field_takes_a_whole_number_as_it_is_written_here(typed, kept):
    if kept is None:
        assert refusal(AantalField(), typed) == ["Vul een heel getal in, zoals 8 of 4.500."]
    else:
        assert AantalField().clean(typed) == kept


@pytest.mark.parametrize(("value", "shown"), [("1500.00", "1.500"), ("1500.50", "1.500,50"), ("12", "12")])
def test_euro_field_shows_an_amount_as_people_write_it(value, shown):
    assert EuroField().prepare_value(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("http://intranet/mensenhandel", "http://intranet/mensenhandel"),
        ("www.voorbeeld.example/a", "https://www.voorbeeld.example/a"),
        ("https://voorbeeldstad.example/", "https://voorbeeldstad.example/"),
        (
            "https://stad.sharepoint.example/sites/Veiligheid/Gedeelde documenten/Plan.docx",
            "https://stad.sharepoint.example/sites/Veiligheid/Gedeelde%20documenten/Plan.docx",
        ),
        ("https://a.example/x%20y?q=1&r=2#deel", "https://a.example/x%20y?q=1&r=2#deel"),
        ("https://a.exam\u200bple/x", "https://a.example/x"),
        ("https://ĳsselstad.example/é", "https://ĳsselstad.example/%C3%A9"),
        ("intranet:8080/x", "https://intranet:8080/x"),
        ("https://192.0.2.7/x", "https://192.0.2.7/x"),
        (
            "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fplan&data=05%7Cwie%40a.example",
            "https://a.example/plan",
        ),
        ("https://a.example/" + "x" * 1_900, "https://a.example/" + "x" * 1_900),
    ],
)
def test_link_field_takes_the_addresses_that_gemeenten_have(typed, kept):
    assert LinkField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/x",
        "geen link",
        "https://",
        "https://[",
        "https://a b.example/",
        "https://bank.example@elders.example/",
        "https://a.example:99999/",
        "https://a.example/" + "x" * 2_000,
        "https://a\x00b.nl",
    ],
)
def test_link_field_refuses_what_leads_nowhere_or_elsewhere(typed):
    assert len(refusal(LinkField(), typed)) == 1


def test_new_id_field_makes_an_id_of_whatever_was_sent():
    mine = "12345678-1234-4234-8234-123456789abc"
    assert NewIdField().clean(mine) == UUID(mine)
    assert [type(NewIdField().clean(odd)) for odd in ("", "onzin", "\x00", None)] == [UUID] * 4


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (forms.CharField(), "", "leeg"),
        (forms.CharField(), "Wij.", "Wij."),
        (forms.BooleanField(), True, "ja"),
        (forms.BooleanField(), False, "nee"),
        (DatumField(), "2027-01-31", "31 januari 2027"),
        (EuroField(), "12500.50", "12.500,50"),
        (EuroField(), "1500.00", "1.500"),
        (forms.IntegerField(label="Uren"), 12500, "12.500"),
        (forms.IntegerField(label="Jaar"), 2027, "2027"),
        (forms.ChoiceField(choices=[("nog_niet", "nog niet")]), "nog_niet", "nog niet"),
        (forms.ChoiceField(choices=[("Groep", [("a", "de eerste")])]), "a", "de eerste"),
        (forms.MultipleChoiceField(choices=[("a", "eerste"), ("b", "tweede")]), ["a", "b"], "eerste, tweede"),
        (DatumField(), "geen datum", "geen datum"),
        (EuroField(), "veel", "veel"),
    ],
)
def test_values_are_said_in_the_words_of_the_page(field, value, said):
    assert words(field, value) == said


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (list("abc"), "a, b en c")]
)
def test_names_are_listed(names, said):
    assert listed(list(names)) == said


def test_numbers_have_points_between_the_thousands():
    assert (number(1_234_567), number(Decimal("0.50"))) == ("1.234.567", "0,50")


@pytest.mark.parametrize(("size", "said"), [(10, []), (11, ["Te groot."])])
def test_an_upload_says_what_is_too_large_here_and_to_the_page(size, said):
    class Form(forms.Form):
        upload = UploadField(largest=10, too_large="Te groot.", accept=".txt")

    form = Form({}, {"upload": SimpleUploadedFile("a.txt", b"x" * size)})
    assert [str(error) for error in form.errors.get("upload", [])] == said
    assert form.fields["upload"].widget.attrs == {"accept": ".txt", "data-grootst": "10", "data-te-groot": "Te groot."}
