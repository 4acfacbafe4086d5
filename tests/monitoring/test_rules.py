"""Alert rules and dashboard: Prometheus can read them, and every metric, label and runbook in them exists."""

import json
import re

import promql_parser
import pytest
import yaml
from django.conf import settings
from django.utils import timezone

from local import ROOT
from monitoring import counters
from monitoring.actions import beat
from monitoring.measures import Measures
from monitoring.models import Heartbeat
from tenants.models import BackupRun

FOLDER = ROOT / "deploy" / "monitoring"
GROUPS = yaml.safe_load((FOLDER / "kompas.rules.yml").read_text(encoding="utf-8"))["groups"]
RULES = [rule for group in GROUPS for rule in group["rules"]]
ALERTS = [rule for rule in RULES if "alert" in rule]
RECORDED = {rule["record"] for rule in RULES if "record" in rule}
DASHBOARD = json.loads((FOLDER / "grafana.json").read_text(encoding="utf-8"))
PANELS = DASHBOARD["panels"]
EXPRESSIONS = [rule["expr"] for rule in RULES] + [target["expr"] for panel in PANELS for target in panel["targets"]]
# Of Prometheus itself, and of node_exporter.
OTHERS = {"up": {"job"}, "node_filesystem_avail_bytes": {"fstype"}, "node_filesystem_size_bytes": {"fstype"}}


def selectors(expression):
    """Every metric in it, with the labels that are asked of it: `(name, {label: (operator, value)})`."""
    found = []

    def walk(node):
        if isinstance(node, promql_parser.VectorSelector):
            asked = {each.name: (str(each.op), each.value) for each in node.matchers.matchers}
            found.append((node.name, asked))
        for name in ("expr", "lhs", "rhs", "vector_selector", "param"):
            child = getattr(node, name, None)
            if child is not None and not isinstance(child, str | int | float):
                walk(child)
        for child in getattr(node, "args", []):
            walk(child)

    walk(promql_parser.parse(expression))
    return found


def exposed():
    """What /metrics says now: `{sample: {label: values}}`."""
    counters.count_request(method="GET", route="x", status=200, seconds=0.1)
    families = [*Measures().collect(), *counters.own.collect()]
    samples = [sample for family in families for sample in family.samples if not sample.name.endswith("_created")]
    found = {}
    for sample in samples:
        labels = found.setdefault(sample.name, {})
        for label, value in sample.labels.items():
            labels.setdefault(label, set()).add(value)
    return found


@pytest.fixture(scope="module")
def metrics(django_db_setup, django_db_blocker):
    """With every heartbeat there may be, as where Kompas has run for a day."""
    with django_db_blocker.unblock():
        for name in Heartbeat.Name:
            beat(name=name)
        run = BackupRun.objects.create(name="a", started_at=timezone.now(), ended_at=timezone.now())
        found = exposed()
        Heartbeat.objects.all().delete()
        run.delete()
    return found


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_metric_and_label_is_there(metrics, expression):
    for name, asked in selectors(expression):
        if name in RECORDED:
            continue
        known = OTHERS[name] if name in OTHERS else set(metrics[name])
        assert set(asked) - known == set()
        for label, (_, value) in asked.items():
            if name in metrics and label != "status":
                assert set(value.split("|")) - metrics[name][label] == set()


def test_every_metric_of_ours_is_looked_at(metrics):
    looked = {name for expression in EXPRESSIONS for name, _ in selectors(expression)}
    assert {name for name in metrics if name not in looked} == {"kompas_request_seconds_sum"}


def anchors(path):
    headings = re.findall(r"^##+ (.*)$", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_every_alert_says_how_bad_it_is_and_leads_to_a_runbook(rule):
    path, _, anchor = rule["annotations"]["runbook"].partition("#")
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert anchor in anchors(path)
    assert rule["annotations"]["summary"]


def test_every_runbook_but_of_chosen_work_has_an_alert():
    led = {rule["annotations"]["runbook"].partition("#")[2] for rule in ALERTS}
    assert anchors("docs/storingen.md") - led == {"renew-the-keys", "restore-one-gemeente"}


def test_names_of_alerts_and_panels_are_unique():
    for names in ([rule["alert"] for rule in ALERTS], [panel["id"] for panel in PANELS], [p["title"] for p in PANELS]):
        assert len(names) == len(set(names))


def test_panels_do_not_overlap():
    taken = {}
    for panel in PANELS:
        at = panel["gridPos"]
        for x in range(at["x"], at["x"] + at["w"]):
            for y in range(at["y"], at["y"] + at["h"]):
                assert taken.setdefault((x, y), panel["title"]) == panel["title"]
    assert max(x for x, _ in taken) < 24


def test_prometheus_reads_what_a_web_server_serves():
    (scrape,) = yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))["scrape_configs"]
    from monitoring.middleware import ADDRESSES

    assert (scrape["job_name"], scrape["metrics_path"] in ADDRESSES) == ("kompas", True)
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    (found,) = scrape["dns_sd_configs"]
    assert set(found["names"]) <= set(compose["services"])
    assert f"0.0.0.0:{found['port']}" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert settings.METRICS_TOKEN == ""
