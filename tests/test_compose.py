"""The compose file: valid by the compose specification, and as safe as the operator's guide says. No engine is needed."""

from pathlib import Path
from typing import Any

import yaml
from compose_spec.models import ComposeSpecification

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docker-compose.yml"
OURS = ("migrate", "backend", "worker", "bot", "courier", "mail-in", "rasa-data")
RASA = ("rasa-train", "rasa")


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return loaded


def test_the_file_is_valid_by_the_compose_specification() -> None:
    known = set(ComposeSpecification.model_fields)
    raw = compose()
    assert {key for key in raw if not key.startswith("x-")} <= known
    parsed = ComposeSpecification.model_validate(raw)
    assert parsed.services is not None
    assert set(parsed.services) == {"postgres", "mailpit", *OURS, *RASA}


def test_every_lasting_service_has_a_health_check_and_every_need_exists() -> None:
    raw = compose()
    for name, service in raw["services"].items():
        if service.get("restart") != "no":
            assert "healthcheck" in service, name
        for needed in service.get("depends_on", {}):
            assert needed in raw["services"], f"{name} needs {needed}"
        assert set(service.get("secrets", [])) <= set(raw["secrets"]), name


def test_our_images_run_without_root_and_secrets_come_from_files() -> None:
    services = compose()["services"]
    for name in OURS:
        assert services[name]["user"] not in {"0", "root", 0}, name
        for variable in services[name].get("environment", {}):
            if any(word in variable for word in ("TOKEN", "SECRET", "DATABASE_URL")):
                assert variable.endswith("_FILE"), f"{name}: {variable} stands in the file"
    assert "USER hisnik" in (ROOT / "Dockerfile").read_text()


def test_rasa_is_asked_for_and_nothing_waits_for_it() -> None:
    services = compose()["services"]
    profiled = {name for name, service in services.items() if service.get("profiles") == ["rasa"]}
    assert profiled == {"rasa-data", *RASA}
    for name, service in services.items():
        assert name in profiled or not profiled & service.get("depends_on", {}).keys(), f"{name} waits for Rasa"
    assert services["bot"]["environment"]["RASA_URL"] == "${RASA_URL:-}"
    assert {services[name]["image"] for name in RASA} == {"rasa/rasa:3.6.21"}


def test_only_the_bot_reaches_rasa() -> None:
    """Rasa's API replaces models for whoever asks."""
    raw = compose()
    assert raw["networks"]["understanding"] == {"internal": True}
    assert "ports" not in raw["services"]["rasa"]
    near = {name for name, service in raw["services"].items() if "understanding" in service.get("networks", [])}
    assert near == {"rasa", "bot"}
    assert "default" not in raw["services"]["rasa"]["networks"]


def test_what_rasa_learns_and_serves_lies_where_the_scripts_look() -> None:
    services = compose()["services"]
    assert services["rasa-data"]["command"] == ["nlu", "train", "--rasa", "/rasa/training"]
    for name, script in (("rasa-train", "train.sh"), ("rasa", "serve.sh")):
        assert services[name]["entrypoint"][:3] == ["sh", f"/deploy/{script}", "/rasa"]
        assert "./deploy/rasa:/deploy:ro" in services[name]["volumes"]
        assert "training/fingerprint" in (ROOT / "deploy" / "rasa" / script).read_text()
    assert {services[name]["user"] for name in ("rasa-data", *RASA)} == {"10001"}
    assert "install -d -o hisnik /rasa" in (ROOT / "Dockerfile").read_text()


def test_jobs_and_mails_are_the_workers() -> None:
    services = compose()["services"]
    assert "--no-worker" in services["backend"]["command"]
    assert services["worker"]["command"][0] == "worker"
    assert services["worker"]["environment"] == services["backend"]["environment"]
    assert "ports" not in services["worker"]  # so that several can run


def test_pushes_to_telegram_are_the_couriers() -> None:
    services = compose()["services"]
    assert "--no-courier" in services["bot"]["command"]
    courier = services["courier"]
    assert courier["command"][0] == "courier"
    assert courier["environment"]["BACKEND_URL"] == services["bot"]["environment"]["BACKEND_URL"]
    assert "telegram_token" in courier["secrets"]
    assert "database_url" not in courier["secrets"], "the backend's contract is all it has"
    assert "ports" not in courier  # so that several can run
