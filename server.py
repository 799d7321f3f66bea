"""The browser app's front door: `python server.py` serves the pages on this machine, without the internet."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn

SERVED = "SOLARA_APP" in os.environ
"""Solara reads this file to learn the pages; it says so before it does."""

HIGHEST_PORT = 65535


def main(arguments: list[str] | None = None) -> int:
    """Serve the pages until interrupted; returns the exit status."""
    options = _parser().parse_args(arguments)
    if trouble := _cannot_listen(options.host, options.port):
        print(trouble, file=sys.stderr)
        return 2
    os.environ["SOLARA_APP"] = str(Path(__file__).resolve())
    from ui.workshop import workshop

    workshop().warm()  # loads the model in the background while the server loads the pages
    import uvicorn

    server = uvicorn.Server(
        uvicorn.Config(
            "solara.server.starlette:app",
            host=options.host,
            port=options.port,
            log_level="warning",
            timeout_graceful_shutdown=2,
        )
    )
    where = (_address(options.host, options.port), _for_others(options.host, options.port))
    threading.Thread(target=_announce, args=(server, *where, options.browser), daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # an end with farewell: saved states are removed
    try:
        server.run()
    except KeyboardInterrupt:  # Ctrl-C, the way to end it
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog="example: python server.py --port 9000 --no-browser"
    )
    parser.add_argument("--port", type=int, default=8765, help="port to listen on (default 8765)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1: this machine only)"
    )
    parser.add_argument(
        "--no-browser", dest="browser", action="store_false", help="do not open a browser window"
    )
    return parser


def _cannot_listen(host: str, port: int) -> str:
    """Return in one line why the server cannot listen there, or nothing when it can."""
    if not 0 < port <= HIGHEST_PORT:  # at 0 the system would choose one, and nobody would be told which
        return f"cannot listen on port {port}: choose one from 1 to {HIGHEST_PORT} with --port"
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
    except OSError as mishap:
        return f"cannot listen on {host} port {port}: {mishap}; choose another with --port or --host"
    return ""


EVERYWHERE = "0.0.0.0"
"""Host by which a server listens on all addresses of this machine."""


def _address(host: str, port: int) -> str:
    """Return the address at which this machine's own browser finds the page."""
    if host in ("127.0.0.1", EVERYWHERE):
        return f"http://localhost:{port}"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _for_others(host: str, port: int) -> str:
    """Return the address at which others on the network find the page; nothing where they cannot, or it is not known."""
    if host != EVERYWHERE:
        return ""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as road:
        # Nothing is sent: the system is asked which of its addresses it would use.
        road.connect(("192.0.2.1", 9))
        return f"http://{road.getsockname()[0]}:{port}"
    return ""


def _announce(server: uvicorn.Server, address: str, others: str, browser: bool) -> None:
    while not server.started:
        time.sleep(0.05)
    elsewhere = f", for others on this network at {others}" if others else ""
    print(f"Belief Machine is at {address}{elsewhere} (Ctrl-C ends it)", flush=True)
    if browser:
        webbrowser.open(address)


if __name__ == "__main__" and not SERVED:
    sys.exit(main())

if __name__ != "__mp_main__":  # a worker process loads this file too, and has no use for the pages
    import solara

    from ui.shell import Layout, prepare
    from ui.visit import Visit

    prepare()
    routes = [solara.Route("/", component=Visit, layout=Layout, label="Belief Machine")]
