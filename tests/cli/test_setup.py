import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from termbase.reading.files import read_file
from termbase.review.github_setup import LABELS
from termbase.review.github_start import checks_of, repository_files
from termbase.review.issue_form import _LISTS, _LONGEST, questions
from termbase.yaml_files.tree import parse, plain_values
from tests.cli.conftest import Run
from tests.ours import ours

ROOT = Path(__file__).parents[2]

GH = f"""#!{sys.executable}
import json, os, pathlib, sys
folder = pathlib.Path(os.environ["FAKE_GH"])
state = json.loads((folder / "state").read_text())
arguments = sys.argv[2:]
method = arguments[arguments.index("--method") + 1] if "--method" in arguments else "GET"
path = next(a for a in arguments if a.startswith("repos/")).partition("?")[0].replace("{{owner}}/{{repo}}", "o/r")
def fail(status):
    print(f"gh: refused (HTTP {{status}})", file=sys.stderr)
    raise SystemExit(1)
if path in state["forbidden"]:
    fail(403)
if method == "GET":
    if path not in state["there"]:
        fail(404)
    print(json.dumps(state["there"][path]))
else:
    body = json.load(sys.stdin)
    with (folder / "calls").open("a") as calls:
        calls.write(json.dumps([method, path, body]) + "\\n")
    there = state["there"]
    if path.endswith("/deployment-branch-policies"):
        there.setdefault(path, {{"branch_policies": []}})["branch_policies"].append(body)
    elif path.endswith("/rulesets"):
        there.setdefault(path, []).append({{"id": 7, "name": body["name"]}})
        there[path + "/7"] = body
    elif path.endswith("/labels"):
        there.setdefault(path, []).append(body)
    else:
        there[path] = body
    (folder / "state").write_text(json.dumps(state))
"""


class Service:
    """A `gh` that answers like GitHub about one repository and remembers what is set."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "gh").write_text(GH)
        (folder / "gh").chmod(0o755)
        self.there: dict[str, Any] = {}

    def start(self, *, private: bool = False, forbidden: tuple[str, ...] = (), **there: Any) -> None:
        repository = {"full_name": "o/r", "default_branch": "trunk", "private": private}
        known = {"repos/o/r": repository} | {f"repos/o/r/{path}": value for path, value in there.items()}
        (self.folder / "state").write_text(
            json.dumps({"there": known, "forbidden": [f"repos/o/r/{path}" for path in forbidden]})
        )

    @property
    def calls(self) -> list[tuple[str, str, Any]]:
        path = self.folder / "calls"
        return [tuple(json.loads(line)) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.fixture
def service(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:  # noqa: ARG001  (its folder is the current one)
    made = Service(tmp_path / "fake")
    monkeypatch.setenv("PATH", f"{made.folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("FAKE_GH", str(made.folder))
    return made


def test_one_run_sets_everything_up_and_a_second_finds_nothing_to_do(run: Run, project: Path, service: Service) -> None:
    service.start()
    result = run("setup", "github", "--yes")
    assert result.exit_code == 0, result.output
    assert {path.name for path in (project / ".github/workflows").iterdir()} == {
        "comment.yml", "new-term.yml", "pages.yml", "terms.yml",
    }  # fmt: skip
    sent = {path.removeprefix("repos/o/r/"): (method, body) for method, path, body in service.calls}
    assert {body["name"] for _, path, body in service.calls if path.endswith("r/labels")} == set(LABELS)
    assert sent["pages"] == ("POST", {"build_type": "workflow"})
    assert sent["actions/permissions/workflow"][1] == {
        "default_workflow_permissions": "read", "can_approve_pull_request_reviews": True,
    }  # fmt: skip
    assert sent["actions/permissions/fork-pr-contributor-approval"][1] == {"approval_policy": "first_time_contributors"}
    assert sent["environments/github-pages/deployment-branch-policies"][1] == {"name": "trunk", "type": "branch"}
    rules = {rule["type"]: rule.get("parameters") for rule in sent["rulesets"][1]["rules"]}
    assert rules["required_status_checks"]["required_status_checks"] == [
        {"context": "terms / Check, build and compare", "integration_id": 15368}
    ]
    count = len(service.calls)
    result = run("setup", "github", "--yes")
    assert (result.exit_code, result.output) == (0, "o/r, public, default branch trunk\nEverything is set up.\n")
    assert len(service.calls) == count


def test_a_private_repository_gets_no_pages_unless_asked(run: Run, project: Path, service: Service) -> None:
    service.start(private=True)
    result = run("setup", "github", "--yes")
    assert "GitHub Pages is left out" in result.output
    assert not (project / ".github/workflows/pages.yml").exists()
    paths = {path.removeprefix("repos/o/r/") for _, path, _ in service.calls}
    assert not [path for path in paths if "pages" in path or "contributor-approval" in path]
    (forks,) = [body for _, path, body in service.calls if path.endswith("fork-pr-workflows-private-repos")]
    assert forks["require_approval_for_fork_pr_workflows"] is True
    assert forks["send_secrets_and_variables"] is forks["send_write_tokens_to_workflows"] is False
    assert run("setup", "github", "--yes", "--pages").exit_code == 0
    assert (project / ".github/workflows/pages.yml").exists()


def test_what_the_plan_does_not_have_is_reported_and_the_rest_is_set(run: Run, service: Service) -> None:
    service.start(private=True, forbidden=("rulesets",))
    result = run("setup", "github", "--yes")
    assert result.exit_code == 1
    assert "not set: rule for trunk: " in result.output
    assert "(HTTP 403)" in result.output
    assert "1 setting could not be changed" in result.output
    assert "set label “accepted”" in result.output


def test_nothing_happens_without_a_yes(run: Run, project: Path, service: Service) -> None:
    service.start()
    for arguments, answers in ((("--dry-run",), ""), ((), "n\n")):
        result = run("setup", "github", *arguments, answers=answers)
        assert result.exit_code == 0
        assert "  file     .github/workflows/terms.yml\n" in result.output
        assert "  setting  label “accepted”\n" in result.output
    assert service.calls == []
    assert not (project / ".github").exists()


def test_what_is_there_stays(run: Run, project: Path, service: Service) -> None:
    ruleset = {
        "name": "termbase", "enforcement": "active",
        "rules": [{"type": "required_status_checks", "parameters": {"required_status_checks": [{"context": "Mine"}]}}],
    }  # fmt: skip
    service.start(
        **{
            "labels": [{"name": "Accepted"}],
            "rulesets": [{"id": 3, "name": "termbase"}],
            "rulesets/3": ruleset,
            "actions/permissions/fork-pr-contributor-approval": {"approval_policy": "all_external_contributors"},
        }
    )
    (project / ".github/workflows").mkdir(parents=True)
    (project / ".github/workflows/terms.yml").write_text(
        "jobs:\n  x:\n    name: My terms\n    uses: a/b/.github/workflows/terms.yml@v1\n"
    )
    assert run("setup", "github", "--yes", "--check", "CI passed").exit_code == 0
    assert "My terms" in (project / ".github/workflows/terms.yml").read_text()
    assert "accepted" not in {body.get("name") for _, path, body in service.calls if path.endswith("labels")}
    assert not [path for _, path, _ in service.calls if path.endswith("contributor-approval")]
    ((method, path, body),) = [call for call in service.calls if "/rulesets" in call[1]]
    assert (method, path) == ("PUT", "repos/o/r/rulesets/3")
    assert [check["context"] for check in body["rules"][-1]["parameters"]["required_status_checks"]] == [
        "CI passed", "Mine", "My terms / Check, build and compare",
    ]  # fmt: skip


def test_a_project_in_a_folder_is_named_to_the_workflows(run: Run, project: Path, service: Service) -> None:
    service.start()
    (project / "site").mkdir()
    (project / "glossary").rename(project / "site/glossary")
    (project / "site/mkdocs.yml").write_text("site_name: T\nplugins: [termbase]\n")
    assert run("setup", "github", "--yes", "--glossary", "site/glossary").exit_code == 0
    for name in ("terms", "new-term", "pages"):
        workflow = plain_values(parse((project / f".github/workflows/{name}.yml").read_text("utf-8"), file="").root)
        (job,) = workflow["jobs"].values()
        assert job["with"] == {"folder": "site"}
        called = plain_values(parse((ROOT / f".github/workflows/{name}.yml").read_text("utf-8"), file="").root)
        assert "folder" in called["on"]["workflow_call"]["inputs"]


def test_an_unknown_repository_is_named(run: Run, service: Service) -> None:
    service.start()
    result = run("setup", "github", "--repository", "o/other")
    assert (result.exit_code, result.output) == (
        2,
        "Error: GitHub has no repository o/other, or you may not see it.\n",
    )


def test_the_files_are_valid_and_call_what_is_there(tmp_path: Path) -> None:
    glossary = ours()
    made = repository_files(categories=glossary.termbase.categories, branch="on", source="a/b@v1")
    assert plain_values(parse(made[".github/workflows/pages.yml"], file="").root)["on"]["push"]["branches"] == ["on"]
    for name, text in made.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
        tree = plain_values(parse(text, file=name).root)
        for job in tree.get("jobs", {}).values():
            called = re.fullmatch(r"a/b/(\.github/workflows/[\w-]+\.yml)@v1", job["uses"])
            assert called is not None
            workflow = plain_values(parse((ROOT / called[1]).read_text("utf-8"), file="").root)
            needed: set[tuple[str, str]] = set()
            for inner in workflow["jobs"].values():
                needed |= set(inner["permissions"].items())
            granted = set(job["permissions"].items())
            allowed = granted | {(scope, "read") for scope, level in granted if level == "write"}
            assert needed <= allowed, "a called job may not do more than the job that calls"
    assert checks_of(made[".github/workflows/terms.yml"]) == ("terms / Check, build and compare",)
    assert checks_of((ROOT / ".github/workflows/terms.yml").read_text("utf-8")) == ("Check, build and compare",)
    linter = Path(sys.executable).with_name("actionlint")
    if linter.exists():
        workflows = sorted(map(str, (tmp_path / ".github/workflows").iterdir()))
        done = subprocess.run(
            [linter, "-shellcheck", "", "-pyflakes", "", *workflows], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout
    checker = Path(sys.executable).with_name("check-jsonschema")
    if checker.exists():
        forms = sorted(map(str, (tmp_path / ".github/ISSUE_TEMPLATE").iterdir()))
        command = [checker, "--quiet", "--builtin-schema", "vendor.github-issue-forms", *forms]
        assert subprocess.run(command, check=False).returncode == 0


def test_our_own_forms_are_the_packaged_ones_with_examples() -> None:
    glossary = ours()
    made = repository_files(
        categories=glossary.termbase.categories, branch="main", source="a/b@v1", licence="CC BY 4.0"
    )
    for name in ("new-term", "wrong-term"):
        path = f".github/ISSUE_TEMPLATE/{name}.yml"
        kept = plain_values(parse((ROOT / path).read_text("utf-8"), file="").root)
        for item in kept["body"]:
            item["attributes"].pop("placeholder", None)
        assert kept == plain_values(parse(made[path], file="").root)


def test_the_form_names_the_limits_of_each_field() -> None:
    form = plain_values(parse((ROOT / ".github/ISSUE_TEMPLATE/new-term.yml").read_text("utf-8"), file="").root)
    described = {item["id"]: item["attributes"].get("description", "") for item in form["body"] if "id" in item}
    for id, longest in _LONGEST.items():
        if id in _LISTS:
            most, each = _LISTS[id]
            assert f"At most {most}" in described[id]
            assert id == "related" or f"of up to {each} characters" in described[id]
        else:
            assert f"At most {longest:,} characters." in described[id]
    read = questions(read_file(ROOT / ".github/ISSUE_TEMPLATE/new-term.yml", name="form"))
    assert {question.id for question in read} >= set(_LONGEST)
