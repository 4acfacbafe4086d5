from typing import Any

from django import forms

from accounts.models import Gebruiker

EMPTY_NAME = "Vul je naam in. Collega’s zien hem bij wat jij opslaat."


class NaamForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Gebruiker
        fields = ("naam",)
        labels = {"naam": "Je naam"}
        help_texts = {"naam": "Zo zien collega’s je: je voornaam en je achternaam."}
        error_messages = {"naam": {"required": EMPTY_NAME}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["naam"].widget.attrs["autocomplete"] = "name"
