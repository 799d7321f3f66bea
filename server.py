"""The browser app's front door: `python server.py` serves the pages on this machine, without the internet."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import webbrowser
from pathlib import Path

HERE = Path(__file__).resolve().parent
SETTINGS = {
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "SOLARA_THEME_SHOW_BANNER": "false",
    "SOLARA_THEME_LOADER": "plain",
    "SOLARA_THEME_TITLE": "Belief Machine",
    "SOLARA_ASSETS_FONTAWESOME_ENABLED": "false",
    "SOLARA_ASSETS_EXTRA_LOCATIONS": str(HERE / "ui" / "static"),
    "SOLARA_KERNEL_CULL_TIMEOUT": "3m",
}
"""Nothing leaves the machine, closed pages are forgotten after minutes, and our own style is served."""


def main(arguments: list[str] | None = None) -> int:
    """Serve the pages until interrupted; returns the exit status."""
    options = _parser().parse_args(arguments)
    os.environ.update(SETTINGS)
    os.environ["SOLARA_APP"] = str(HERE / "server.py")

    from ui.worker import workshop

    workshop().warm()

    import uvicorn

    server = uvicorn.Server(
        uvicorn.Config(
            "solara.server.starlette:app", host=options.host, port=options.port, log_level="warning"
        )
    )
    address = f"http://{'localhost' if options.host == '127.0.0.1' else options.host}:{options.port}"
    print(f"Belief Machine is at {address} (Ctrl-C ends it)", flush=True)
    if options.browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    server.run()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog="example: python server.py --port 9000 --no-browser"
    )
    parser.add_argument("--port", type=int, default=8765, help="port to listen on (default 8765)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument(
        "--no-browser", dest="browser", action="store_false", help="do not open a browser window"
    )
    return parser


if __name__ == "__main__" and "SOLARA_APP" not in os.environ:
    sys.exit(main())

if __name__ != "__mp_main__":  # a worker process loads this file too, and has no use for the pages
    import solara

    from ui.shell import Layout
    from ui.watch import Watch

    routes = [solara.Route("/", component=Watch, layout=Layout, label="Belief Machine")]
