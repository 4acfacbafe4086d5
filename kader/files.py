"""Files of ours in YAML: read without losing a text in silence, and what is wrong in one said in Dutch."""

from collections.abc import Container
from typing import Any

import yaml

DUTCH = {  # pydantic's error types; whatever else is a value that cannot stand there
    "value_error": "{error}",  # our own, already Dutch
    "missing": "ontbreekt",
    "extra_forbidden": "is een onbekend veld",
    "literal_error": "moet een van deze zijn: {expected}",
    "string_pattern_mismatch": "heeft een verkeerde vorm (patroon {pattern})",
    "string_too_long": "is langer dan {max_length} tekens",
    "string_type": "moet tekst zijn",
    "int_type": "moet een geheel getal zijn",
    "greater_than": "moet groter zijn dan {gt}",
    "string_too_short": "is leeg",
    "too_short": "is leeg",
    "list_type": "moet een lijst zijn",
    "bool_type": "moet true of false zijn",
    "date_type": "moet een datum zijn (jjjj-mm-dd, zonder aanhalingstekens)",
    "model_type": "moet een blok met velden zijn",
}
OTHERWISE = "hier kan niet staan: {input}"


class Loader(yaml.CSafeLoader):
    """YAML allows a key twice and keeps the last; here that would lose text in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        data = super().construct_mapping(node, deep=deep)
        if len(data) < len(node.value):
            raise yaml.MarkedYAMLError(problem="een veld staat in dit blok tweemaal", problem_mark=node.start_mark)
        return data


def read_yaml(text: str) -> Any:
    """Raises what yaml does, also for a field that stands twice in one block."""
    return yaml.load(text, Loader)  # noqa: S506 - a SafeLoader


def problem(item: Any, *, known: Container[str] = DUTCH) -> str:
    """One error of a pydantic.ValidationError, without its place; of what is not `known` the value itself is said."""
    words = DUTCH.get(item["type"], OTHERWISE) if item["type"] in known else OTHERWISE
    return words.format(**{"input": repr(item["input"])[:60], **item.get("ctx", {})}).replace(" or ", " of ")
