"""What `kubectl kustomize` makes of a folder, as far as deploy/kubernetes uses it; anything else raises."""

from pathlib import Path
from typing import Any

import yaml

KNOWN = {"apiVersion", "kind", "resources", "namespace", "images", "replicas", "patches"}
Found = list[dict[str, Any]]


def render(folder: Path) -> Found:
    wanted = yaml.safe_load((folder / "kustomization.yaml").read_text(encoding="utf-8"))
    assert wanted.keys() <= KNOWN, wanted.keys() - KNOWN
    found: Found = []
    for name in wanted["resources"]:
        path = folder / name
        found += render(path) if path.is_dir() else list(yaml.safe_load_all(path.read_text(encoding="utf-8")))
    for patch in wanted.get("patches", []):
        (one,) = [each for each in found if is_target(each, patch["target"])]
        for operation in yaml.safe_load(patch["patch"]):
            apply(one, **operation)
    for replicas in wanted.get("replicas", []):
        (one,) = [each for each in found if is_target(each, {"kind": "Deployment", "name": replicas["name"]})]
        one["spec"]["replicas"] = replicas["count"]
    for image in wanted.get("images", []):
        name_images(found, image)
    for each in found if "namespace" in wanted else []:
        each["metadata"]["namespace"] = wanted["namespace"]
    return found


def is_target(each: dict[str, Any], target: dict[str, str]) -> bool:
    return (each["kind"], each["metadata"]["name"]) == (target["kind"], target["name"])


def apply(found: Any, *, op: str, path: str, value: Any) -> None:
    """Of JSON Patch only what is used: put something in the place of what is there."""
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")[1:]]
    for part in parents:
        found = found[part]
    assert op == "replace", op
    assert last in found, path
    found[last] = value


def name_images(found: Found, image: dict[str, str]) -> None:
    for each in found:
        for container in pod_of(each).get("containers", []):
            if container["image"] == image["name"]:
                container["image"] = f"{image['newName']}:{image['newTag']}"


def pod_of(each: dict[str, Any]) -> dict[str, Any]:
    """The pod of what makes pods; empty for the rest."""
    spec = each.get("spec", {})
    return dict(spec if each["kind"] == "Pod" else spec.get("template", {}).get("spec", {}))
