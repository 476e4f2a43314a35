"""What the launcher refuses before anything starts, in one sentence each."""

import pytest

from ops.demo import chosen_port
from ops.environment import role_url, secret
from ops.places import Rooms, require_space
from ops.say import Trouble
from ops.version import too_old


@pytest.mark.parametrize("version", [(3, 11), (3, 11, 2), (3, 13, 0), (4, 0)])
def test_new_enough_python_is_welcome(version: tuple[int, ...]) -> None:
    assert too_old(version) == ""


@pytest.mark.parametrize(("version", "found"), [((3, 10, 12), "3.10"), ((2, 7, 18), "2.7")])
def test_old_python_is_told_what_to_do(version: tuple[int, ...], found: str) -> None:
    sentence = too_old(version)
    assert f"python3 is {found};" in sentence
    assert "3.11 or newer" in sentence
    assert "\n" not in sentence


def test_full_disk_is_refused(tmp_path) -> None:
    require_space(tmp_path / "not" / "there" / "yet", needed=1)
    with pytest.raises(Trouble, match=r"MiB free, but \d+ MiB are needed"):
        require_space(tmp_path, needed=2**62)


@pytest.mark.parametrize("text", ["eighty", "0", "65536", "-1", "80.0"])
def test_wrong_port_is_refused(monkeypatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(Trouble, match="a port is a number"):
        chosen_port()


@pytest.mark.parametrize("text", ["", "8000"])
def test_port_is_8000_unless_told(monkeypatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)
    assert chosen_port() == 8000


def test_secret_is_made_once_and_private(tmp_path) -> None:
    rooms = Rooms(tmp_path)
    first = secret(rooms, "secret_key")
    assert secret(rooms, "secret_key") == first
    assert len(first) >= 50
    assert (tmp_path / "secrets" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("owner", "password", "expected"),
    [
        ("postgresql://portal@/portal?host=/run/x", "", "postgresql://web@/portal?host=/run/x"),
        ("postgresql://o:p@db:5433/portal", "a/b@c", "postgresql://web:a%2Fb%40c@db:5433/portal"),
        ("postgresql://db/portal", "x", "postgresql://web:x@db/portal"),
    ],
)
def test_role_address_keeps_the_place(owner: str, password: str, expected: str) -> None:
    assert role_url(owner, "web", password) == expected
