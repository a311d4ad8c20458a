"""A Chromium without a network, driven by its own protocol: pages, keys, screenshots, and what it wrote to its log."""

import json
import shutil
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import websocket

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0",
    "--remote-allow-origins=*", "--host-resolver-rules=MAP * ~NOTFOUND", "--force-prefers-reduced-motion",
    "about:blank",
)  # fmt: skip
KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
TEXTS = {"Enter": "\r"}


class Tab:
    """
    One page of the browser.

    `log` holds what the page wrote to the console as warnings and errors; `asked` the addresses that it asked for.
    """

    def __init__(self, socket: websocket.WebSocket) -> None:
        self.socket, self.numbers = socket, count(1)
        self.log: list[str] = []
        self.asked: list[str] = []
        self.loaded = False
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict:
        """What a method of the protocol gives; raises RuntimeError where it fails."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (message := json.loads(self.socket.recv())).get("id") != number:
            self.note(message)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")
        return message["result"]

    def note(self, message: dict) -> None:
        """Keep what an event tells."""
        params = message.get("params", {})
        match message.get("method"):
            case "Page.loadEventFired":
                self.loaded = True
            case "Network.requestWillBeSent":
                self.asked.append(params["request"]["url"][:200])
            case "Runtime.exceptionThrown":
                self.log.append(str(params["exceptionDetails"]))
            case "Log.entryAdded" if params["entry"]["level"] in ("warning", "error"):
                self.log.append(params["entry"]["text"])
            case "Runtime.consoleAPICalled" if params["type"] in ("warning", "error"):
                self.log.append(str(params["args"]))

    def open(self, address: str, width: int, height: int = 900, *, dark: bool = False) -> None:
        """Open a page in a window of a size and wait until it has loaded."""
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.call("Emulation.setDeviceMetricsOverride", **screen)
        look = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[look])
        self.log.clear()
        self.asked.clear()
        self.loaded = False
        self.call("Page.navigate", url=address)
        self.settle()

    def settle(self) -> None:
        """Wait until the page that was asked for has loaded."""
        while not self.loaded:
            self.note(json.loads(self.socket.recv()))

    def run(self, script: str) -> Any:
        """The value of an expression in the page, awaited."""
        asked = {"expression": script, "returnByValue": True, "awaitPromise": True, "userGesture": True}
        done = self.call("Runtime.evaluate", **asked)
        if "exceptionDetails" in done:
            raise RuntimeError(done["exceptionDetails"]["exception"].get("description", script))
        return done["result"].get("value")

    def press(self, *keys: str) -> None:
        """Press keys one after the other; 'Shift+Tab' holds one down."""
        for name in keys:
            key = name.removeprefix("Shift+")
            form = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key], "modifiers": 8 * (key != name)}
            text = {"text": TEXTS[key]} if key in TEXTS else {}
            self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **form, **text)
            self.call("Input.dispatchKeyEvent", type="keyUp", **form)

    def click(self, selector: str) -> None:
        """Press and release the mouse in the middle of an element."""
        place = (
            f"(e => {{ e.scrollIntoView({{block: 'center'}}); const b = e.getBoundingClientRect();"
            f" return [b.x + b.width / 2, b.y + b.height / 2]; }})(document.querySelector({json.dumps(selector)}))"
        )
        x, y = self.run(place)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def picture(self) -> bytes:
        """What the window shows, as PNG."""
        return b64decode(self.call("Page.captureScreenshot", format="png")["data"])


@contextmanager
def browser() -> Iterator[Tab]:
    """A browser with one empty page, for as long as it is used."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [CHROMIUM, *FLAGS[:-1], f"--user-data-dir={profile}", FLAGS[-1]]
        running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        try:
            line = next(line for line in running.stderr if "ws://" in line)
            port = line.split("ws://")[1].split("/")[0]
            socket = websocket.create_connection(page_address(port), timeout=240)
            yield Tab(socket)
            socket.close()
        finally:
            running.kill()
            running.wait()
            running.stderr.close()


def page_address(port: str) -> str:
    """Where the browser's first page listens."""
    from urllib.request import urlopen

    with urlopen(f"http://{port}/json/list") as answer:
        return next(page["webSocketDebuggerUrl"] for page in json.load(answer) if page["type"] == "page")


def address(path: Path) -> str:
    """A file as the browser opens it."""
    return path.resolve().as_uri()
