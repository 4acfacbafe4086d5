"""What the buttons of a joint plan carry along, so that nobody answers to a page that is no longer true."""

from django import forms


class AnswerForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ShareForm(AnswerForm):
    mark = forms.CharField(max_length=64, widget=forms.HiddenInput)
