"""Wikis with a server of their own, from packages of Debian: their recipes are applied as an administrator would."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scripts.recipes.wikis import TEXT

MEDIAWIKI: Final = "/usr/share/mediawiki"
_TEMPLATES: Final = "/usr/share/ikiwiki/templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A wiki that is installed, changed as the guide says, and served."""

    name: str
    packages: str
    """Of Debian, which the wiki needs."""
    there: str
    """A file that the packages install."""
    heading: str
    """What the recipe is behind in the guide."""
    contains: str = ""
    """What the block of code of the recipe contains."""
    build: Callable[[Path, str, str, int], None]
    """Sets it up in a folder, with the recipe, the glossary's address, and the port of the server."""
    command: Callable[[Path, int], list[str]] | None = None
    """Serves it on a port; None for a folder `site` of files."""
    environment: Callable[[Path], Mapping[str, str]] = field(default=lambda _: {})
    pages: tuple[str, ...] = ("",)
    """Addresses to look at."""
    link: str = ""
    """The text of a link in the guide's syntax on each page, which must lead to `go/nrr/`."""


def _run(folder: Path, *command: str, given: str = "") -> str:
    environment = {**os.environ, "HOME": str(folder), "USER": "admin"}
    done = subprocess.run(
        command, cwd=folder, input=given, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:3])}: {(done.stdout + done.stderr)[-1500:]}")
    return done.stdout


def _mediawiki(folder: Path, port: int) -> None:
    """Installs a wiki with one administrator, as the installer of MediaWiki does."""
    (folder / "data").mkdir()
    _run(
        folder, "php", f"{MEDIAWIKI}/maintenance/install.php", "--dbtype", "sqlite", "--dbpath", str(folder / "data"),
        "--dbname", "wiki", "--server", f"http://127.0.0.1:{port}", "--scriptpath", "", "--pass", "fresh-admin-1",
        "--confpath", str(folder), "--skins", "Vector,MonoBook,Timeless,MinervaNeue", "--extensions", "Interwiki",
        "Wiki", "Admin",
    )  # fmt: skip


def _edit(folder: Path, page: str, text: str) -> None:
    _run(
        folder,
        "php",
        f"{MEDIAWIKI}/maintenance/edit.php",
        "--conf",
        "LocalSettings.php",
        "-u",
        "Admin",
        page,
        given=text,
    )


def _settings(folder: Path, text: str) -> None:
    with (folder / "LocalSettings.php").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def _with_page(folder: Path, home: str) -> None:
    """A page with terms and an interwiki link, whose prefix is stored as Special:Interwiki stores it."""
    _run(
        folder, "php", f"{MEDIAWIKI}/maintenance/sql.php", "--conf", "LocalSettings.php", "--query",
        "INSERT INTO interwiki (iw_prefix, iw_url, iw_api, iw_wikiid, iw_local, iw_trans) "
        f"VALUES ('term', '{home}go/$1/', '', '', 0, 0)",
    )  # fmt: skip
    _edit(folder, "Page", f"{TEXT} Its page: [[term:nrr|here]].")


def _mediawiki_hook(folder: Path, recipe: str, home: str, port: int) -> None:
    _mediawiki(folder, port)
    _settings(folder, recipe)
    _with_page(folder, home)


def _mediawiki_page(folder: Path, recipe: str, home: str, port: int) -> None:
    _mediawiki(folder, port)
    _edit(folder, "MediaWiki:Common.js", recipe)
    _with_page(folder, home)


def _mediawiki_right(folder: Path, recipe: str, home: str, port: int) -> None:
    """Without the guide's line, a fresh administrator may not edit prefixes; with it, they may."""
    _mediawiki(folder, port)
    ask = (
        "echo MediaWiki\\MediaWikiServices::getInstance()->getPermissionManager()->userHasRight("
        "User::newFromName('Admin'), 'interwiki') ? 'yes' : 'no';"
    )
    for expected in ("no", "yes"):
        (folder / "ask.php").write_text(
            f"<?php require '{MEDIAWIKI}/maintenance/Maintenance.php';"
            f"class Ask extends Maintenance {{ public function execute() {{ {ask} }} }}"
            "$maintClass = Ask::class; require RUN_MAINTENANCE_IF_MAIN;",
            "utf-8",
        )
        said = _run(folder, "php", "ask.php", "--conf", "LocalSettings.php").strip()
        if said != expected:
            raise RuntimeError(f"whether a fresh administrator may edit prefixes: {said}, not {expected}")
        _settings(folder, recipe)
    hook = f'<script src="{home}embed/termbase.js" async></script>'
    _settings(
        folder,
        f"$wgHooks['BeforePageDisplay'][] = static function ( $out ) {{ $out->addHeadItem( 'termbase', '{hook}' ); }};",
    )
    _with_page(folder, home)


def _serve_mediawiki(_folder: Path, port: int) -> list[str]:
    return ["php", "-S", f"127.0.0.1:{port}", "-t", MEDIAWIKI]


def _ikiwiki(folder: Path, recipe: str, _home: str, _port: int) -> None:
    templates = folder / "wiki/templates"
    templates.mkdir(parents=True)
    page = Path(_TEMPLATES, "page.tmpl").read_text("utf-8")
    (templates / "page.tmpl").write_text(page.replace("</head>", f"{recipe}</head>"), "utf-8")
    (folder / "wiki/index.mdwn").write_text(f"{TEXT}\n", "utf-8")
    _run(folder, "ikiwiki", "--no-rcs", "--usedirs", "--wikiname", "Wiki", "wiki", "site")


def _fossil(folder: Path, recipe: str, _home: str, _port: int) -> None:
    _run(folder, "fossil", "init", "wiki.fossil")
    (folder / "page").write_text(TEXT, "utf-8")
    _run(folder, "fossil", "wiki", "create", "Page", "page", "-R", "wiki.fossil")
    script, policy = recipe.strip().split("\n\n")
    footer = _run(folder, "fossil", "test-builtin-get", "skins/default/footer.txt") + script
    parts = {
        name: _run(folder, "fossil", "test-builtin-get", f"skins/default/{name}.txt")
        for name in ("header", "css", "details")
    }
    for name, text in {**parts, "footer": footer, "default-csp": policy}.items():
        quoted = text.replace("'", "''")
        _run(
            folder, "fossil", "sql", "-R", "wiki.fossil",
            f"REPLACE INTO config(name, value, mtime) VALUES('{name}', '{quoted}', now());",
        )  # fmt: skip


def _serve_fossil(folder: Path, port: int) -> list[str]:
    return ["fossil", "server", str(folder / "wiki.fossil"), "-P", str(port), "--localhost"]


_SKINS: Final = tuple(
    f"index.php?title=Page&useskin={skin}" for skin in ("vector", "vector-2022", "monobook", "timeless", "minerva")
)
_DEBIAN: Final = "mediawiki php-cli php-sqlite3 php-mbstring php-xml"


def _mediawiki_server(name: str, contains: str, build: Callable[[Path, str, str, int], None]) -> Server:
    return Server(
        name=name, packages=_DEBIAN, there=f"{MEDIAWIKI}/index.php", heading="\n## MediaWiki\n", contains=contains,
        build=build, command=_serve_mediawiki, pages=_SKINS, link="here",
        environment=lambda folder: {"MW_CONFIG_FILE": str(folder / "LocalSettings.php")},
    )  # fmt: skip


SERVERS: Final = (
    _mediawiki_server("MediaWiki-hook", "$wgHooks", _mediawiki_hook),
    _mediawiki_server("MediaWiki-page", "mw.loader.load", _mediawiki_page),
    _mediawiki_server("MediaWiki-right", "$wgGroupPermissions", _mediawiki_right),
    Server(
        name="ikiwiki", packages="ikiwiki", there=f"{_TEMPLATES}/page.tmpl", heading="**ikiwiki:**", build=_ikiwiki
    ),
    Server(
        name="Fossil", packages="fossil", there=shutil.which("fossil") or "/usr/bin/fossil", heading="**Fossil:**",
        build=_fossil, command=_serve_fossil, pages=("wiki?name=Page",),
    ),
)  # fmt: skip
