"""The production files, read as what they are: no engine runs them here."""

import re

import pytest
import yaml

from ops.keys import make_keys
from ops.places import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = ("setup", "web", "worker", "beat")


def test_all_parts_are_there() -> None:
    assert set(SERVICES) == {"postgres", "redis", *OURS}
    assert SERVICES["postgres"]["image"].startswith("postgres:18")


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "setup"])
def test_every_part_that_stays_has_a_health_check_and_comes_back(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", SERVICES)
def test_no_part_runs_as_root_or_gains_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    if name in OURS:
        assert service["read_only"] is True
    else:
        assert service["user"] in {"postgres", "valkey"}


def test_image_ends_as_its_own_user() -> None:
    users = re.findall(r"^USER (\w+)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.M)
    assert users == ["portal"]


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_from_files_and_only_those_needed(name: str) -> None:
    service = SERVICES[name]
    environment = service.get("environment", {})
    named = {
        value.removeprefix("/run/secrets/")
        for key, value in environment.items()
        if key.endswith("_FILE")
    }
    assert named == set(service.get("secrets", ()))
    assert not [
        key for key in environment if re.search("PASSWORD$|SECRET_KEY$|DATABASE_URL$", key)
    ]


def test_web_and_worker_never_see_the_owner() -> None:
    for name in ("web", "worker", "beat"):
        assert not {"owner_url", "owner_password"} & set(SERVICES[name]["secrets"])


def test_everything_mounted_is_declared(tmp_path) -> None:
    make_keys(tmp_path / "secrets")
    made = {path.name for path in (tmp_path / "secrets").iterdir()}
    assert {entry["file"] for entry in COMPOSE["secrets"].values()} == {
        f"./secrets/{name}" for name in made
    }
    volumes = {mount.split(":")[0] for one in SERVICES.values() for mount in one["volumes"]}
    assert volumes == set(COMPOSE["volumes"])


def test_keys_are_private_and_never_overwritten(tmp_path) -> None:
    folder = tmp_path / "secrets"
    make_keys(folder)
    first = {path.name: path.read_text(encoding="ascii") for path in folder.iterdir()}
    make_keys(folder)
    assert {path.name: path.read_text(encoding="ascii") for path in folder.iterdir()} == first
    assert folder.stat().st_mode & 0o777 == 0o700
    assert first["web_password"] in first["web_url"]


def test_only_the_local_machine_reaches_the_port() -> None:
    published = {name: one["ports"] for name, one in SERVICES.items() if "ports" in one}
    assert published == {"web": ["127.0.0.1:${PORTAL_PORT:-8000}:8000"]}
