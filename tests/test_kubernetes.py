"""The manifests of deploy/kubernetes as a cluster gets them: valid, as restricted as Haven asks, and of one piece."""

import re
import tomllib
from pathlib import Path

import kubernetes_validate
import pytest
import yaml
from django.conf import settings

from tests.kustomize import pod_of, render
from tests.production import SERVICES

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "deploy" / "kubernetes"
BESIDE = [*render(FOLDER / "migrate"), *render(FOLDER / "operator")]
OVERLAYS = {name: [*render(FOLDER / "overlays" / name), *BESIDE] for name in ("one", "many")}
EVERY = [each for found in OVERLAYS.values() for each in found]
VERSIONS = ("1.30", "1.34")  # the oldest that we promise, and a recent one


def name_of(each):
    return f"{each['kind']} {each['metadata']['name']}"


PODS = [
    pytest.param(each, id=f"{overlay} {name_of(each)}")
    for overlay in OVERLAYS
    for each in OVERLAYS[overlay]
    if pod_of(each)
]
CONTAINERS = [pytest.param(container, id=pod.id) for pod in PODS for container in pod_of(pod.values[0])["containers"]]


def named(overlay, kind, name):
    (found,) = [each for each in OVERLAYS[overlay] if name_of(each) == f"{kind} {name}"]
    return found


def test_what_there_is():
    expected = {
        *(
            "ConfigMap kompas",
            "PersistentVolumeClaim kompas-backups",
            "Deployment kompas-backup",
            "Deployment kompas-opening",
            "Deployment kompas-web",
            "Service kompas-web",
            "HorizontalPodAutoscaler kompas-web",
        ),
        *("PodDisruptionBudget kompas-web", "Deployment kompas-worker", "PodDisruptionBudget kompas-worker"),
        *("Deployment kompas-beat", "NetworkPolicy kompas-nothing", "NetworkPolicy kompas-visitors"),
        *("NetworkPolicy kompas-data", "NetworkPolicy kompas-mail", "Ingress kompas", "Job kompas-migrate"),
        "Pod kompas-operator",
    }
    assert {overlay: sorted(map(name_of, found)) for overlay, found in OVERLAYS.items()} == {
        "one": sorted(expected),
        "many": sorted(expected),
    }


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("each", EVERY, ids=name_of)
def test_kubernetes_knows_every_field(each, version):
    assert kubernetes_validate.validate(each, version, strict=True)


def test_a_field_that_does_not_exist_is_noticed():
    """Of the check itself."""
    wrong = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "dta": {}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, VERSIONS[0], strict=True)


@pytest.mark.parametrize("each", PODS)
def test_a_pod_is_restricted(each):
    """Pod Security Standards, profile restricted, of which Haven makes a demand; and a user by number."""
    pod = pod_of(each)
    security = pod["securityContext"]
    assert (security["runAsNonRoot"], security["runAsUser"], security["runAsGroup"]) == (True, 10001, 10001)
    assert security["seccompProfile"] == {"type": "RuntimeDefault"}
    assert (pod["automountServiceAccountToken"], pod["enableServiceLinks"]) == (False, False)
    assert not pod.keys() & {"hostNetwork", "hostPID", "hostIPC", "initContainers", "serviceAccountName"}
    scratch, *kept = pod["volumes"]
    assert (scratch.keys(), scratch["emptyDir"].keys()) == ({"name", "emptyDir"}, {"sizeLimit"})
    backups = {"name": "backups", "persistentVolumeClaim": {"claimName": "kompas-backups"}}
    assert kept == ([backups] if name_of(each) == "Deployment kompas-backup" else [])


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_container_changes_nothing_and_is_bounded(container):
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    resources = container["resources"]
    assert [set(resources[kind]) for kind in ("requests", "limits")] == [{"cpu", "memory"}] * 2
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert container["image"] == f"registry.example/kompas:{version}"
    assert {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]} in (
        {"tmp": "/tmp"},
        {"tmp": "/tmp", "backups": "/backups"},
    )


def test_the_image_runs_as_the_same_number():
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (.*)", dockerfile, re.MULTILINE) == ["10001:10001"]


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_each_knows_only_the_secrets_that_it_needs(overlay):
    found = {
        each["metadata"]["name"]: {source.get("secretRef", {}).get("name") for source in container["envFrom"]} - {None}
        for each in OVERLAYS[overlay]
        for container in pod_of(each).get("containers", [])
    }
    assert found == {
        "kompas-beat": {"kompas-data", "kompas-valkey-beat"},
        "kompas-backup": {"kompas-data", "kompas-owner"},
        "kompas-opening": {"kompas-data", "kompas-valkey-beat", "kompas-owner"},
        "kompas-web": {"kompas-data", "kompas-valkey-web", "kompas-key", "kompas-metrics"},
        "kompas-worker": {"kompas-data", "kompas-valkey-worker", "kompas-key", "kompas-mail"},
        "kompas-migrate": {"kompas-data", "kompas-valkey-beat", "kompas-key", "kompas-owner"},
        "kompas-operator": {"kompas-data", "kompas-valkey-beat", "kompas-key", "kompas-owner"},
    }


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_each_is_the_user_of_valkey_that_it_is_in_compose(overlay):
    users = {"redis_url": "beat", "redis_url_web": "web", "redis_url_worker": "worker"}  # of deploy/secrets.sh
    for each in OVERLAYS[overlay]:
        service = SERVICES.get(each["metadata"]["name"].removeprefix("kompas-"))
        for container in pod_of(each).get("containers", []) if service else []:
            files = {file if isinstance(file, str) else file["source"] for file in service["secrets"]}
            given = {source.get("secretRef", {}).get("name", "") for source in container["envFrom"]}
            expected = {f"kompas-valkey-{users[file]}" for file in files & users.keys()}
            assert {name for name in given if "valkey" in name} == expected, each["metadata"]["name"]


def test_nothing_that_is_secret_stands_in_the_files():
    values = {key for each in EVERY if each["kind"] == "ConfigMap" for key in each["data"]}
    assert [key for key in values if re.search("SECRET|PASSWORD|URL|KEY|TOKEN", key)] == ["KOMPAS_BACKUP_PUBLIC_KEY"]
    explained = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert [key for key in values if f"{key}=" not in explained] == []
    assert "Secret" not in {each["kind"] for each in EVERY}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_what_runs_is_what_compose_runs(overlay):
    """Else one of the two was forgotten."""
    running = [("Deployment", name) for name in ("worker", "beat", "backup", "opening")]
    for kind, name in (*running, ("Job", "migrate")):
        (container,) = pod_of(named(overlay, kind, f"kompas-{name}"))["containers"]
        assert container["command"] == SERVICES[name]["command"]


@pytest.mark.parametrize("overlay", OVERLAYS)
@pytest.mark.parametrize("name", ["kompas-beat", "kompas-backup", "kompas-opening"])
def test_there_is_one_also_while_it_is_replaced(overlay, name):
    spec = named(overlay, "Deployment", name)["spec"]
    assert (spec["replicas"], spec["strategy"]) == (1, {"type": "Recreate"})


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_web_is_asked_whether_it_lives_and_is_ready(overlay):
    (container,) = pod_of(named(overlay, "Deployment", "kompas-web"))["containers"]
    paths = {kind: container[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "liveness", "readiness")}
    assert paths == {"startup": "/healthz/live", "liveness": "/healthz/live", "readiness": "/healthz/ready"}
    assert "replicas" not in named(overlay, "Deployment", "kompas-web")["spec"]  # else each `apply` sets it back


@pytest.mark.parametrize(("overlay", "most"), [("one", 2), ("many", 10)])
def test_the_connections_fit(overlay, most):
    """PostgreSQL takes a hundred; with more than that the overlay is for a pooler."""
    assert named(overlay, "HorizontalPodAutoscaler", "kompas-web")["spec"]["maxReplicas"] == most
    settings = named(overlay, "ConfigMap", "kompas")["data"]
    web = most * int(settings["KOMPAS_PROCESSES"]) * int(settings["KOMPAS_THREADS"])
    worker = 2 * named(overlay, "Deployment", "kompas-worker")["spec"]["replicas"]
    assert (web + worker + 10 < 100) == (overlay == "one")
    text = (FOLDER / "overlays" / overlay / "kustomization.yaml").read_text(encoding="utf-8")
    assert ("pooler" in text) == (overlay == "many")


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_whoever_waits_gives_way_in_time(overlay):
    """Longer than a task or a request may take, else it is cut off."""
    seconds = {
        each["metadata"]["name"]: pod_of(each)["terminationGracePeriodSeconds"]
        for each in OVERLAYS[overlay]
        if each["kind"] == "Deployment"
    }
    assert seconds == {
        "kompas-web": 45,
        "kompas-worker": 100,
        "kompas-beat": 10,
        "kompas-backup": 30,
        "kompas-opening": 30,
    }


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_selectors_find_the_pods_that_they_are_meant_for(overlay):
    labels = {
        each["metadata"]["name"]: each["spec"].get("template", each)["metadata"]["labels"]
        for each in OVERLAYS[overlay]
        if pod_of(each)
    }

    def chosen(selector):
        return {name for name, found in labels.items() if selector.items() <= found.items()}

    def selector_of(each):
        spec = each["spec"]
        chosen_by = spec.get("podSelector") or spec.get("selector")
        return chosen_by.get("matchLabels", chosen_by)

    found = {name_of(each): chosen(selector_of(each)) for each in OVERLAYS[overlay] if each["kind"] in SELECTING}
    assert found == {
        "Service kompas-web": {"kompas-web"},
        "PodDisruptionBudget kompas-web": {"kompas-web"},
        "PodDisruptionBudget kompas-worker": {"kompas-worker"},
        "NetworkPolicy kompas-nothing": set(labels),
        "NetworkPolicy kompas-visitors": {"kompas-web"},
        "NetworkPolicy kompas-data": set(labels),
        "NetworkPolicy kompas-mail": {"kompas-worker"},
    }
    for each in OVERLAYS[overlay]:
        if each["kind"] == "Deployment":
            assert chosen(each["spec"]["selector"]["matchLabels"]) == {each["metadata"]["name"]}


SELECTING = {"Service", "PodDisruptionBudget", "NetworkPolicy"}


def test_the_way_out_that_a_page_gives_web_is_for_web_alone():
    """To an identity provider, as one more resource of an overlay."""
    page = (ROOT / "docs" / "kubernetes.md").read_text(encoding="utf-8")
    policy = yaml.safe_load(re.search(r"```yaml\n(.*?)```", page, re.DOTALL)[1])
    assert [kubernetes_validate.validate(policy, version, strict=True) for version in VERSIONS]
    pods = [each["spec"]["template"]["metadata"]["labels"] for each in OVERLAYS["one"] if each["kind"] == "Deployment"]
    wanted = policy["spec"]["podSelector"]["matchLabels"]
    chosen = [labels["app.kubernetes.io/component"] for labels in pods if wanted.items() <= labels.items()]
    assert (chosen, [rule["ports"] for rule in policy["spec"]["egress"]]) == (["web"], [[{"port": 443}]])


def test_what_a_pod_may_reach():
    """By component: ports and no more. Web sends no mail; nobody reaches the internet."""
    ports = {}
    for each in OVERLAYS["many"]:
        if each["kind"] == "NetworkPolicy":
            for way in ("ingress", "egress"):
                found = [port["port"] for rule in each["spec"].get(way, []) for port in rule["ports"]]
                ports[each["metadata"]["name"], way] = found
                assert all(rule.get("to") or rule.get("from") for rule in each["spec"].get(way, []))
    assert {key: found for key, found in ports.items() if found} == {
        ("kompas-visitors", "ingress"): ["http"],
        ("kompas-data", "egress"): [53, 53, 5432, 6379],
        ("kompas-mail", "egress"): [587],
    }
