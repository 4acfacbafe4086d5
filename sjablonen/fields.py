from typing import Any

from saving.fields import TextField
from sjablonen.lists import with_lists


class MarkdownField(TextField):
    """The text of a passage. A list that was pasted from Word is one; before the spaces at its ends go, which tell."""

    def to_python(self, value: Any) -> str:
        return super().to_python(with_lists(value) if isinstance(value, str) else value)
