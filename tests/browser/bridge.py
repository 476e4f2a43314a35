"""A real Chromium whose every request is answered by Django's test client.

Same process, same transaction, no port: rows of the test are seen and rolled back as usual.
"""

import contextvars
import json
import mimetypes
import re
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client

REFUSED = re.compile(r"status of [45]\d\d")  # the browser's own remark on an answer we check
HOST = "localhost"  # the one plain-http name that browsers trust
HOME = f"http://{HOST}"
FORWARDED = {"accept", "content-type", "origin", "referer", "x-csrftoken"}
DROPPED = {"set-cookie", "content-length", "content-encoding", "transfer-encoding"}
# Chromium does not intercept what follows a redirect, so the bridge sends a page that goes there.
ONWARD = '<!doctype html><meta http-equiv="refresh" content="0;url={}">'
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a person would call broken, seen from inside the page.
LAYOUT = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const boxes = [...document.querySelectorAll("main *, .top *")].filter((node) =>
    !node.closest(".scroll, .canvas, .tabs, .vh, svg") &&
    node.getBoundingClientRect().right > innerWidth + 1 && node.getClientRects().length);
  const sprite = new Set([...document.querySelectorAll("symbol")].map((s) => "#" + s.id));
  return {
    wide: wide > 1 ? boxes.slice(0, 3).map((n) => n.tagName + "." + n.className) : [],
    headings: document.querySelectorAll("h1").length,
    icons: [...document.querySelectorAll("use")].map((u) => u.getAttribute("href"))
      .filter((name) => !sprite.has(name)),
    lang: document.documentElement.lang, dir: document.documentElement.dir,
  };
}"""

# Letters are drawn, and what htmx asks for of itself (by "load", a moment later) has come.
SETTLED = """() => document.fonts.ready.then(() => new Promise((done) => {
  const came = (node) => performance.getEntriesByName(
    new URL(node.getAttribute("hx-get"), location).href).length;
  const whole = () => !document.querySelector(".htmx-request") &&
    [...document.querySelectorAll("[hx-trigger^=load]")].every(came);
  const look = () => whole() ? requestAnimationFrame(done) : setTimeout(look, 10);
  look();
}))"""


@dataclass(eq=False)
class Bridge:
    """One browser tab of one visitor, and everything that went wrong in it."""

    page: object
    scripts: bool = True
    client: Client = field(default_factory=lambda: Client(True, SERVER_NAME=HOST))
    faults: list[str] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    posted: list[str] = field(default_factory=list)
    # Requests arrive in a greenlet of Playwright's; the database connection is in this context.
    context: contextvars.Context = field(default_factory=contextvars.copy_context)

    def __post_init__(self):
        self.page.route("**/*", lambda route: self.answer(route))
        self.page.on("console", self.listen)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))

    def listen(self, message) -> None:
        if message.type in {"error", "warning"} and not REFUSED.search(message.text):
            self.faults.append(f"{message.type}: {message.text}")

    def answer(self, route) -> None:
        request = route.request
        address = urlsplit(request.url)
        if address.netloc != HOST:
            self.faults.append(f"foreign request: {request.url}")
            route.abort()
        elif address.path.startswith("/static/"):
            self.send_file(route, address.path.removeprefix("/static/"))
        else:
            self.send_page(route, request, address)

    def send_file(self, route, name: str) -> None:
        found = finders.find(name)
        if not found:
            # fonts are cut at set-up; a test run without them falls back like any browser
            if not name.startswith("fonts/"):
                self.faults.append(f"no such file: {name}")
            route.fulfill(status=204, body="")
            return
        kind = mimetypes.guess_type(name)[0] or "font/woff2"
        route.fulfill(body=Path(found).read_bytes(), content_type=kind)

    def send_page(self, route, request, address) -> None:
        if request.method == "POST":
            self.posted.append(address.path)
        headers = {
            name: value
            for name, value in request.headers.items()
            if name in FORWARDED or name.startswith("hx-")
        }
        response = self.context.copy().run(
            self.client.generic,
            request.method,
            address.path + (f"?{address.query}" if address.query else ""),
            request.post_data_buffer or b"",
            content_type=headers.pop("content-type", "application/octet-stream"),
            headers=headers,
        )
        if 300 <= response.status_code < 400:
            route.fulfill(body=ONWARD.format(response["Location"]), content_type="text/html")
            return
        body = b"".join(response) if response.streaming else response.content
        self.statuses[address.path] = response.status_code
        kept = {k: v for k, v in response.headers.items() if k.lower() not in DROPPED}
        route.fulfill(status=response.status_code, headers=kept, body=body)

    def open(self, path: str, width: int = 1366, height: int = 768) -> "Bridge":
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.goto(HOME + path)
        if self.scripts:
            self.page.evaluate(SETTLED)
        return self

    def problems(self, lang: str, *, access: bool = True) -> list[str]:
        """Everything wrong with the page on view: policy, access, layout."""
        found = list(self.faults)
        seen = self.page.evaluate(LAYOUT)
        if seen["wide"]:
            found.append(f"wider than the screen: {seen['wide']}")
        if seen["headings"] != 1:
            found.append(f"{seen['headings']} headings of the first level")
        if seen["icons"]:
            found.append(f"icons that do not exist: {seen['icons']}")
        if (seen["lang"], seen["dir"]) != (lang, "rtl" if lang == "ar" else "ltr"):
            found.append(f"language {seen['lang']}, direction {seen['dir']}")
        return found + (self.violations() if access else [])

    def violations(self) -> list[str]:
        self.page.evaluate(AXE)
        answer = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
        )
        return [
            f"axe {v['id']}: {v['help']}: {json.dumps([n['html'][:160] for n in v['nodes'][:3]])}"
            for v in answer["violations"]
        ]
