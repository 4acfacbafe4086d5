from typing import Any

from saving.fields import TextField
from sjablonen.lists import with_lists

# What static/js/marks.js makes a button of.
MARKS = ("heading", "list", "numbers", "bold", "link", "table")


class MarkdownField(TextField):
    """The text of a passage. A list that was pasted from Word is one; before the spaces at its ends go, which tell."""

    def __init__(self, *, marks: tuple[str, ...] = MARKS, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["data-marks"] = " ".join(marks)

    def to_python(self, value: Any) -> str:
        return super().to_python(with_lists(value) if isinstance(value, str) else value)
