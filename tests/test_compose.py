"""The compose file: valid by the compose specification, and as safe as the operator's guide says. No engine is needed."""

from pathlib import Path
from typing import Any

import yaml
from compose_spec.models import ComposeSpecification

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docker-compose.yml"
OURS = ("migrate", "backend", "bot")


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return loaded


def test_the_file_is_valid_by_the_compose_specification() -> None:
    known = set(ComposeSpecification.model_fields)
    raw = compose()
    assert {key for key in raw if not key.startswith("x-")} <= known
    parsed = ComposeSpecification.model_validate(raw)
    assert parsed.services is not None
    assert set(parsed.services) == {"postgres", "mailpit", *OURS}


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
        for variable in services[name]["environment"]:
            if any(word in variable for word in ("TOKEN", "SECRET", "DATABASE_URL")):
                assert variable.endswith("_FILE"), f"{name}: {variable} stands in the file"
    assert "USER hisnik" in (ROOT / "Dockerfile").read_text()
