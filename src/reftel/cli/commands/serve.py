"""reftel serve: the reading room."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@archive_command(
    "serve",
    "Open the archive in a browser.",
    examples=(
        ("reftel serve --open", "the reading room, in a browser on this machine"),
        ("REFTEL_PASSWORD=... reftel serve --public", "also for others, behind a server with TLS"),
    ),
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes any.")
@click.option("--public", is_flag=True, help="Let others in who know the password or the token; cookies need TLS.")
@click.option("--password", envvar="REFTEL_PASSWORD", show_envvar=True, help="What readers type to come in.")
@click.option("--token", envvar="REFTEL_TOKEN", show_envvar=True, help="What programs send to come in.")
@click.option("--certificate", type=_FILE, metavar="FILE", help="A certificate for TLS, with its chain.")
@click.option("--key", type=_FILE, metavar="FILE", help="The key of the certificate.")
@click.option("--open", "in_browser", is_flag=True, help="Open a browser.")
def command(
    session: Session,
    host: str,
    port: int,
    public: bool,
    password: str | None,
    token: str | None,
    certificate: Path | None,
    key: Path | None,
    in_browser: bool,
) -> None:
    """Open the reading room: search, read, follow and compare in a browser, until it is stopped with Ctrl-C.

    Only this machine reaches it unless --public is said.
    """
    from reftel.cli.resolved import resolved_archive
    from reftel.web.serving import Served, check, serve

    served = Served(
        host=host, port=port, public=public, password=password, token=token, certificate=certificate, key=key
    )
    check(served)
    with resolved_archive(session) as archive:
        archive.refresh_index()

    def ready(address: str) -> None:
        session.say(f"The reading room is at {address} (Ctrl-C closes it).")
        if in_browser:
            import webbrowser

            webbrowser.open(address)

    serve(session.folder, served, ready)
