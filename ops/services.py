"""Which database and broker are used: those given, else embedded ones of our own."""

import os
from dataclasses import dataclass
from pathlib import Path

from ops import servers
from ops.home import Home, find_home
from ops.places import require_space, site_packages
from ops.say import line, step
from ops.supervisor import Supervisor


@dataclass(frozen=True)
class Services:
    """The addresses, and where the embedded servers live if there are any."""

    database_url: str
    redis_url: str
    home: Home | None

    @property
    def own_database(self) -> bool:
        return bool(self.home) and self.database_url == self.home.database_url


def locate(var: Path) -> Services:
    """DATABASE_URL and REDIS_URL where they are set; embedded servers for the rest."""
    database, redis = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if database and redis:
        return Services(database, redis, None)
    home = find_home(var, site_packages())
    return Services(database or home.database_url, redis or home.redis_url, home)


def start(boss: Supervisor, *, durable: bool = True) -> Services:
    """Start what is embedded and wait until it answers."""
    services = locate(boss.rooms.top)
    home = services.home
    if home is None:
        line("· Using the database and broker of DATABASE_URL and REDIS_URL")
        return services
    require_space(home.base)
    with step("Starting the embedded servers"):
        logs = boss.rooms.log
        programs = {}
        if services.own_database:
            servers.initialise(home, logs / "postgres.log", boss.bell, durable=durable)
            programs["postgres"] = servers.postgres(
                home, logs / "postgres.log", boss.mark, durable=durable
            )
        if services.redis_url == home.redis_url:
            programs["valkey"] = servers.valkey(home, logs / "valkey.log", boss.mark)
        children = dict(zip(programs, boss.start(*programs.values()), strict=True))
        if child := children.get("postgres"):
            boss.wait_until(child, lambda: servers.postgres_ready(home, child))
            servers.create_database(home, "portal")
        if child := children.get("valkey"):
            boss.wait_until(child, lambda: servers.valkey_ready(home))
    return services
