"""What must hold for any input of each reader.

A check raises what the reader raises, and an AssertionError where a message has no place or hint, or where a good
entry is lost because of a bad one next to it.
"""

import contextlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, get_args

from scripts.fuzz import good_files as good

from termbase.drawing.kept_places import parse_map
from termbase.editing.tidy import fix
from termbase.glossary import Glossary, KeptCompile, compile_glossary
from termbase.hosts.assistant import AskedError, Assistant
from termbase.hosts.joined_site import JoinError, join_shards
from termbase.hosts.search import HOST_INDEX
from termbase.hosts.shard_build import NOTE
from termbase.identity.remote import parse_remote
from termbase.imports.checked import checked
from termbase.imports.encoding import decode_text
from termbase.imports.formats import read_files
from termbase.imports.plan import Way, plan
from termbase.imports.published import PublishedError, read_published
from termbase.model.diagnostics import Diagnostic
from termbase.reading import git_history
from termbase.review.github_events import draft_from_issue
from termbase.review.issue_form import FormQuestion
from termbase.review.pull_request_comment import Run, comment
from termbase.site.addresses import Addresses
from termbase.site.lint import Linter, read_baseline
from termbase.site.options import LinkOptions
from termbase.site.page_links import LinkStyle
from termbase.site.sentences import SentencesError, english, with_catalogue
from termbase.site.settings_file import SettingsError, read_settings
from termbase.site.signed_file import SignedFile
from termbase.site.site import Site
from termbase.site.stored_bodies import StoredBodies
from termbase.text.journal import UnfinishedError, finish_interrupted
from termbase.text.temporary_names import JOURNALS, SUFFIX, _machine
from termbase.text.untrusted import EncodingError, LimitError, UntrustedError, to_text
from termbase.yaml_files.tree import Document, parse

TOLD: Final = re.compile(r"[\w.-]+:(?P<line>\d+):(?P<column>\d+): error TB12\d: [^\n]{10}")
_KEY: Final = bytes(32)


def _line_count(text: str) -> int:
    return text.count("\n") + text.count("\r") + 1


def decoded(data: bytes) -> str | None:
    """The text of a file as the strict readers take it; None if they refuse it."""
    try:
        return to_text(data)
    except UntrustedError as error:
        _placed(error)
        return None


def _placed(error: UntrustedError) -> None:
    if error.line < 1 or error.column < 1 or not error.hint or not error.message:
        raise AssertionError(f"a refusal without a place or a hint: {error!r}") from error


def told(problem: str, *, lines: int) -> None:
    """Raises if a problem has no place in the file, no code, or no words."""
    found = TOLD.match(problem)
    if found is None or not 1 <= int(found["line"]) <= lines or int(found["column"]) < 1:
        raise AssertionError(f"a problem without a place or a code: {problem}")


def diagnosed(found: Iterable[Diagnostic], lines: Mapping[str, int]) -> None:
    """Raises if a diagnostic has no place in its file, no hint, or words that a terminal cannot show."""
    for one in found:
        if not (one.hint and 1 <= one.where.line <= lines.get(one.where.file, 1) and one.where.column >= 1):
            raise AssertionError(f"a diagnostic without a place or a hint: {one}")
        str(one).encode("utf-8")


@cache
def neighbors() -> Mapping[str, str]:
    return {name: json.dumps(tree) for name, tree in good.GLOSSARY.items()}


def documents(texts: Mapping[str, str]) -> list[Document]:
    """Files of a glossary in the folder `g`, parsed."""
    return [parse(text, file=f"g/{name}") for name, text in texts.items()]


@cache
def base() -> Glossary:
    """The good glossary."""
    return compile_glossary(documents(neighbors()), root="g")


def glossary_file(name: str, data: bytes) -> None:
    """A file among good ones: those count, whatever this one holds."""
    text = decoded(data)
    if text is None:
        return
    texts = {**neighbors(), name: text}
    read = documents(texts)
    made = compile_glossary(read, root="g", ledger=good.LEDGER)
    lines = {f"g/{file}": _line_count(content) for file, content in texts.items()} | {"g/published.txt": 5}
    diagnosed(made.diagnostics, lines)
    names = {"churn-rate": name != "concepts/churn-rate.yml", "upsell": name != "concepts/several.yml"}
    for id, whole in names.items():
        if whole and id not in made.termbase.by_id:
            raise AssertionError(f"{id} is lost because of {name}")
    again = compile_glossary(read[::-1], root="g", ledger=good.LEDGER)
    if again.diagnostics != made.diagnostics:
        raise AssertionError("the order of files changes what is said")
    once = fix(text, file=name)
    if not once.refused and fix(once.text, file=name).text != once.text:
        raise AssertionError(f"the formatter changes its mind about {name}")


def good_neighbors(data: bytes, *, file: str, kind: str) -> None:
    """The first and the last item of a list count, whatever is between them."""
    text = data.decode()
    document = parse(text, file=file)
    made = compile_glossary([document])
    diagnosed(made.diagnostics, {file: _line_count(text)})
    if document.root is not None and not {"aaa-first", "zzz-last"} <= {*made.termbase.by_id}:
        raise AssertionError(f"a good {kind} next to a bad one is lost")


def ledger(data: bytes) -> None:
    text = decoded(data)
    if text is not None:
        made = compile_glossary(documents(neighbors()), root="g", ledger=text)
        diagnosed(
            made.diagnostics,
            {"g/published.txt": _line_count(text) + len(text.splitlines())}
            | dict.fromkeys((f"g/{n}" for n in neighbors()), 1),
        )


def kept_map(data: bytes) -> None:
    text = decoded(data)
    if text is not None:
        diagnosed(parse_map(text, file="map.json")[1], {"map.json": _line_count(text)})


def settings(name: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            read_settings(path)
        except SettingsError as error:
            lines = _line_count(data.decode("utf-8", "replace"))
            for problem in str(error).partition("\nThe options are")[0].splitlines():
                told(problem, lines=lines)


def remote(data: bytes) -> None:
    text = decoded(data)
    if text is None:
        return
    theirs, found = parse_remote(text, file="remote.json")
    diagnosed(found, {"remote.json": _line_count(text)})
    compile_glossary(documents(neighbors()), root="g", remotes=[theirs])


def published(data: bytes) -> None:
    """What the server for assistants reads of a published glossary, and answers from it."""
    text = decoded(data)
    if text is None:
        return
    try:
        found = read_published(text, place="https://a.example/api/v1/terms.json")
    except PublishedError:
        return
    asked(Assistant(found.site, terms=found.terms), "Churn")


def asked(assistant: Assistant, text: str) -> None:
    for ask in (
        assistant.look_up, partial(assistant.search, limit=3), assistant.concept,
        partial(assistant.terms_in, max_bytes=500), assistant.check_text,
    ):  # fmt: skip
        try:
            json.dumps(ask(text))
        except AskedError:
            continue


@cache
def assistant() -> Assistant:
    return Assistant(Site(glossary=base(), addresses=Addresses(site_url="https://a.example/")))


def questions(data: bytes) -> None:
    asked(assistant(), data.decode("utf-8", "replace"))


@cache
def linter() -> Linter:
    extensions = ("tables", "footnotes", "attr_list", "md_in_html", "admonition", "def_list", "abbr", "fenced_code")
    return Linter(LinkStyle(LinkOptions(), base()), extensions={name: {} for name in extensions}, levels={})


def page(data: bytes) -> None:
    text = decoded(data)
    if text is None:
        return
    try:
        found = linter().check(text, file="a.md")
    except LimitError as error:
        _placed(error)
        return
    diagnosed((one.diagnostic for one in found), {"a.md": _line_count(text)})


def imported(name: str, data: bytes) -> None:
    try:
        text, _ = decode_text(data)
    except EncodingError as error:
        _placed(error)
        return
    reading = read_files({name: text})
    lines = _line_count(text) + len(text.splitlines())
    for problem in reading.problems:
        told(problem, lines=lines)
    for way in get_args(Way):
        made = plan(reading, base().names, source="s", title="S", way=way, existing={})
        whole = checked(made, compile_glossary([], root="g"), root="g")
        for file, written in whole.files.items():
            wrong = [one for one in parse(written, file=file).diagnostics if one.severity == "error"]
            if wrong:
                raise AssertionError(f"an import writes what cannot be read: {wrong[0]}")


_FORM: Final = tuple(
    FormQuestion(id=label.lower(), label=label, kind="textarea", required=label in ("Term", "Definition"))
    for label in ("Term", "Abbreviations", "Synonyms", "Definition", "Explanation", "Example", "Related", "Remarks")
)


def issue(data: bytes) -> None:
    """An issue becomes a term file without an error, or an answer."""
    body = data.decode("utf-8", "replace")
    for action in ("opened", "labeled"):
        event = {
            "action": action, "issue": {"body": body, "number": 1, "user": {"login": "a", "id": 1}},
            "repository": {"html_url": "https://a.example/b", "default_branch": "main"},
        }  # fmt: skip
        made = draft_from_issue(
            event, form=_FORM, base=base(), prefix="g", folder="g", addresses=Addresses(site_url="https://a.example/")
        )
        json.dumps(made).encode()
        if made["kind"] == "proposal" and parse(made["content"], file=made["path"]).root is None:
            raise AssertionError("a proposal that cannot be read")


def comparison(data: bytes) -> None:
    run = Run(url="https://a.example/1", commit="0" * 40, passed=True)
    comment(data, run=run).body.encode("utf-8")


def history(data: bytes) -> None:
    """What Git prints, also if it has been cut off."""
    log = data.decode("utf-8", "replace")
    git_history.parse_log(log, names=lambda signed: {})


def sentences(data: bytes) -> None:
    text = decoded(data)
    if text is None:
        return
    try:
        with_catalogue(english(), text, file="a.po")
    except SentencesError as error:
        for problem in error.problems:
            told(problem, lines=_line_count(text))


def baseline(data: bytes) -> None:
    try:
        read_baseline(data.decode())
    except ValueError as error:
        if not str(error):
            raise AssertionError("a baseline is refused without a reason") from error


def shard(data: bytes) -> None:
    """A folder of a shard: the note and the index come from one tree, so that hashes fit what is written."""
    note, index = data.partition(b"\n\n\n")[::2]
    with TemporaryDirectory() as name:
        folder = Path(name) / "in"
        (folder / HOST_INDEX).parent.mkdir(parents=True)
        (folder / "index.html").write_text("x", "utf-8")
        (folder / HOST_INDEX).write_bytes(index)
        hashes = {b'"index.html": ""': folder / "index.html", f'"{HOST_INDEX}": ""'.encode(): folder / HOST_INDEX}
        for empty, path in hashes.items():
            note = note.replace(empty, empty[:-1] + sha256(path.read_bytes()).hexdigest().encode() + b'"')
        (folder / NOTE).write_bytes(note)
        try:
            join_shards([folder], Path(name) / "out")
        except JoinError as error:
            if (Path(name) / "out").exists():
                raise AssertionError("a refused join has written something") from error


@cache
def stored() -> tuple[bytes, bytes]:
    """A stored compile and a store of pages, as builds leave them."""
    with TemporaryDirectory() as name:
        store = SignedFile(path=Path(name) / "a.pickle", key=_KEY)
        kept = KeptCompile()
        glossary = compile_glossary([parse(json.dumps(good.TERM), file="concepts/a.yml")], kept=kept)
        store.write((glossary.documents, kept))
        pages = StoredBodies(Path(name) / "a.sqlite", _KEY)
        fill(pages)
        return store.path.read_bytes(), (Path(name) / "a.sqlite").read_bytes()


def fill(pages: StoredBodies) -> list[str]:
    pages.begin(Site(glossary=base(), addresses=Addresses()))
    made = [pages.body(f"page {n}", partial(str, f"body {n}" * 40)) for n in range(30)]
    pages.end()
    return made


def changed_cache(data: bytes) -> None:
    """A stored compile that is not as it was counts for nothing, and pages are what they would be without a store."""
    with TemporaryDirectory() as name:
        store = SignedFile(path=Path(name) / "a.pickle", key=_KEY)
        store.path.write_bytes(data)
        if data != stored()[0] and store.read() is not None:
            raise AssertionError("a changed compile is used")
        pages = StoredBodies(Path(name) / "a.sqlite", _KEY)
        (Path(name) / "a.sqlite").write_bytes(data)
        for _ in range(2):
            if fill(pages) != [f"body {n}" * 40 for n in range(30)]:
                raise AssertionError("a changed page is used")


_MADE: Final = f"0.{_machine()}.{2**30}{SUFFIX}"
"""The end of the names of temporary files of a process that no longer runs."""
JOURNAL: Final = [
    {"path": "a.yml", "new": f".a.yml.{_MADE}", "old": None, "digest": ""},
    {"path": "b.yml", "new": None, "old": f".b.yml.{_MADE}", "digest": "0"},
]


def journal(data: bytes) -> None:
    """Notes of an interrupted change never touch a file outside the folder, whatever they say."""
    with TemporaryDirectory() as name:
        folder, outside = Path(name) / "in", Path(name) / "outside.yml"
        folder.mkdir()
        outside.write_text("mine", "utf-8")
        for step in JOURNAL:
            (folder / str(step["new"] or step["old"])).write_text("x", "utf-8")
        for journal in JOURNALS:
            (folder / f"{journal}{_MADE}").write_bytes(data)
        with contextlib.suppress(UnfinishedError):
            finish_interrupted(folder, within=[folder])
        if outside.read_text("utf-8") != "mine":
            raise AssertionError("a file outside the folder was changed")


def served(data: bytes) -> None:
    """After each edit, a compile that uses the last one is the same as one from scratch."""
    files = {document.file: document for document in documents(neighbors())}
    kept = KeptCompile()
    compile_glossary(files.values(), root="g", kept=kept)
    for name, text in json.loads(data):
        files[f"g/{name}"] = parse(text, file=f"g/{name}")
        now = compile_glossary(files.values(), root="g", kept=kept)
        scratch = compile_glossary(files.values(), root="g")
        if now.diagnostics != scratch.diagnostics or now.termbase != scratch.termbase or shown(now) != shown(scratch):
            raise AssertionError(f"an edit of {name} leaves something of the last version")


def shown(glossary: Glossary) -> Any:
    texts = glossary.texts
    return texts.links_to, {id: text.brief.plain for id, text in texts.concepts.items()}
