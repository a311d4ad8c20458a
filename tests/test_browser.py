"""The HTML report in a real browser: it asks the network for nothing and fits a phone, light and dark."""

import functools
import json
import shutil
import subprocess
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis import ROOT
from analysis.report.document.blocks import MIME
from analysis.report.document.composer import Page
from analysis.report.formats.html import HTMLExporter

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--virtual-time-budget=8000", "--dump-dom",
)  # fmt: skip

WRAPPER = """<!doctype html><meta charset="utf-8"><title>waiting</title><iframe id="page"></iframe><script>
const frame = document.getElementById("page");
frame.style.width = "WIDTHpx"; frame.style.height = "900px"; frame.style.border = "0";
frame.onload = () => {
  const inner = frame.contentDocument, root = inner.documentElement;
  const wide = [...inner.querySelectorAll("body *")].filter(e =>
    e.getBoundingClientRect().right > WIDTH + 1 && !e.closest("svg") && !scrolls(e));
  document.title = JSON.stringify({
    overflow: root.scrollWidth - WIDTH, wide: wide.slice(0, 5).map(e => e.outerHTML.slice(0, 80)),
    headings: inner.querySelectorAll("h1, h2").length, tables: inner.querySelectorAll("table").length,
    images: [...inner.images].every(i => i.complete && i.naturalWidth > 0)});
};
function scrolls(e) {
  for (let at = e; at; at = at.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
  return false;
}
frame.src = "report.html";
</script>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser test is left out")


@pytest.fixture(scope="module", params=["en", "zh"])
def page(request):
    """The report of the committed example results, as HTML."""
    results = json.loads((ROOT / "tests" / "report" / "example.json").read_text(encoding="utf-8"))
    made = Page(results, request.param)
    outputs = [new_output("display_data", data={MIME: section.blocks}) for section in made.sections()]
    notebook = new_notebook(cells=[new_code_cell("", outputs=outputs)], metadata={"report": made.metadata()})
    html, _ = HTMLExporter().from_notebook_node(notebook)
    return html


@pytest.mark.parametrize("width", [390, 1280])
def test_page_fits_and_loads_nothing(page, width, tmp_path):
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    (tmp_path / "wrapper.html").write_text(WRAPPER.replace("WIDTH", str(width)), encoding="utf-8")
    asked = []

    class Handler(SimpleHTTPRequestHandler):
        def log_request(self, *args):
            asked.append(self.path)

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/wrapper.html"
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'browser'}", "--window-size=1400,1000", address]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
    server.shutdown()
    found = json.loads(dom.split("<title>")[1].split("</title>")[0])
    assert set(asked) - {"/favicon.ico"} == {"/wrapper.html", "/report.html"}
    assert found["overflow"] <= 0 and found["wide"] == []
    assert found["headings"] > 5 and found["tables"] > 5 and found["images"]
