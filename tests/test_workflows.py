import ast
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from termbase.review.pull_request_comment import Run, comment, read_comparison
from termbase.yaml_files.tree import parse, plain_values
from tests.conftest import concept, dump
from tests.review.test_issue_form import GIVEN, issue

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".github/workflows"
ACTIONS = {path.parent.name: path.read_text("utf-8") for path in sorted(ROOT.glob(".github/actions/*/action.yml"))}
TEXTS = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.yml"))}
# The package's own reader, since YAML 1.1 takes the key `on` for a truth value.
WORKFLOWS: Mapping[str, Any] = {name: plain_values(parse(text, file=name).root) for name, text in TEXTS.items()}
JOBS = {f"{name}:{id}": job for name, workflow in WORKFLOWS.items() for id, job in workflow["jobs"].items()}
STEPS = [(place, step) for place, job in JOBS.items() for step in job["steps"]]
ACTION_STEPS = [
    (f"actions/{name}", step)
    for name, text in ACTIONS.items()
    for step in plain_values(parse(text, file=name).root)["runs"]["steps"]
]
RUNS = [(place, step["run"]) for place, step in (*STEPS, *ACTION_STEPS) if "run" in step]
OURS = "$/.github/actions/"
CALLABLE = ("comment.yml", "new-term.yml", "pages.yml", "terms.yml")
NOT_FROM_A_FORK = "github.event.pull_request.head.repo.full_name == github.repository"


def triggers(workflow: Mapping[str, Any]) -> set[str]:
    return {workflow["on"]} if isinstance(workflow["on"], str) else set(workflow["on"])


def writes(job: Mapping[str, Any]) -> bool:
    return "write" in job["permissions"].values()


class TestShape:
    def test_the_workflows_are_these(self) -> None:
        assert set(WORKFLOWS) == {
            "ci.yml",
            "comment.yml",
            "new-term.yml",
            "pages.yml",
            "release.yml",
            "terms.yml",
            "thorough.yml",
        }

    @pytest.mark.parametrize("name", WORKFLOWS)
    def test_a_workflow_may_do_nothing_and_runs_once_at_a_time(self, name: str) -> None:
        assert WORKFLOWS[name]["permissions"] == {}
        assert WORKFLOWS[name]["concurrency"]["group"]
        assert "pull_request_target" not in TEXTS[name]
        assert "secrets." not in TEXTS[name]

    @pytest.mark.parametrize("place", JOBS)
    def test_a_job_says_what_it_may_and_when_it_ends(self, place: str) -> None:
        assert JOBS[place]["permissions"]
        assert set(JOBS[place]["permissions"].values()) <= {"read", "write"}
        assert 0 < int(JOBS[place]["timeout-minutes"]) <= 60

    def test_actions_are_pinned_by_commit_with_the_version_behind_and_each_only_once(self) -> None:
        texts = (*TEXTS.values(), *ACTIONS.values())
        used = [line.strip() for text in texts for line in text.splitlines() if re.match(r"\s+(?:- )?uses:", line)]
        used = [line for line in used if OURS not in line]
        found = [re.fullmatch(r"(?:- )?uses: ([\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)", line) for line in used]
        assert used
        assert [line for line, match in zip(used, found, strict=True) if match is None] == []
        pins = {match.groups() for match in found if match}
        assert len(pins) == len({action for action, _, _ in pins})

    def test_no_expression_stands_in_a_command(self) -> None:
        assert [(place, run) for place, run in RUNS if "${{" in run] == []

    def test_no_checkout_leaves_a_token_behind_or_takes_another_branch(self) -> None:
        checkouts = [step["with"] for _, step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
        assert checkouts
        assert all(given["persist-credentials"] == "false" for given in checkouts)
        assert all(set(given) <= {"persist-credentials", "fetch-depth"} for given in checkouts)

    def test_what_runs_for_a_pull_request_may_only_read(self) -> None:
        assert WORKFLOWS
        for name, workflow in WORKFLOWS.items():
            if "pull_request" in triggers(workflow):
                for id, job in workflow["jobs"].items():
                    assert not writes(job) or NOT_FROM_A_FORK in job["if"], f"{name}:{id}"

    def test_no_package_runs_beside_a_token_that_can_write(self) -> None:
        for place, step in STEPS:
            if writes(JOBS[place]) and "run" in step:
                assert not re.search(r"\bmake\b|\bpip\b|\.venv|termbase", step["run"]), place
            if writes(JOBS[place]):
                assert step.get("uses", "") != f"{OURS}termbase", place
        (write,) = [step["run"] for place, step in ACTION_STEPS if place == "actions/write"]
        assert "pip" not in write
        assert "python3 -I " in write

    def test_what_runs_beside_a_token_that_can_write_needs_the_standard_library_alone(self) -> None:
        tree = ast.parse((ROOT / "plugins/termbase/review/github_writes.py").read_text("utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert {name.partition(".")[0] for name in names} <= set(sys.stdlib_module_names)

    @pytest.mark.parametrize("name", CALLABLE)
    def test_another_repository_can_call_it_by_one_line(self, name: str) -> None:
        call = WORKFLOWS[name]["on"]["workflow_call"]
        assert all("default" in given for given in (call or {}).get("inputs", {}).values())
        uses = [step["uses"] for place, step in STEPS if place.startswith(name) and "uses" in step]
        assert not [use for use in uses if use.startswith("./")], "a path is looked up in the caller's files"
        runs = [step["run"] for place, step in STEPS if place.startswith(name) and "run" in step]
        assert not [run for run in runs if re.search(r"\bmake\b|scripts/|\.venv", run)], "only this repository has them"

    def test_every_action_of_ours_that_a_step_names_exists_and_gets_the_inputs_that_it_has(self) -> None:
        used = [step for _, step in STEPS if step.get("uses", "").startswith(OURS)]
        assert used
        for step in used:
            action = plain_values(parse(ACTIONS[step["uses"].removeprefix(OURS)], file="action.yml").root)
            assert set(step.get("with", {})) <= set(action["inputs"])
            required = {name for name, given in action["inputs"].items() if given.get("required") == "true"}
            assert required <= set(step.get("with", {}))

    def test_only_a_push_to_main_or_a_tag_is_published(self) -> None:
        pages = WORKFLOWS["pages.yml"]
        assert set(pages["on"]) == {"push", "workflow_dispatch", "workflow_call"}
        assert pages["on"]["push"] == {"branches": ["main"]}
        assert pages["jobs"]["build"]["if"] == "github.ref_name == github.event.repository.default_branch"
        assert pages["jobs"]["attest"]["needs"] == "build"
        assert pages["jobs"]["deploy"]["needs"] == ["build", "attest"]
        assert pages["jobs"]["deploy"]["environment"]["name"]
        assert WORKFLOWS["release.yml"]["on"] == {"push": {"tags": ["v*"]}}
        jobs = WORKFLOWS["release.yml"]["jobs"]
        assert jobs["publish"]["needs"] == "attest"
        assert jobs["attest"]["needs"] == "build"
        assert jobs["publish"]["environment"]["name"]

    @pytest.mark.parametrize(
        ("private", "asked", "attested"), [(False, False, True), (True, False, False), (True, True, True)]
    )
    def test_a_private_repository_is_published_without_an_attestation(
        self, private: bool, asked: bool, attested: bool
    ) -> None:
        jobs = WORKFLOWS["pages.yml"]["jobs"]
        said = jobs["attest"]["if"].removeprefix("${{ ").removesuffix(" }}")
        assert said == "!github.event.repository.private || inputs.attest"
        assert (not private or asked) is attested
        assert """contains(fromJSON('["success", "skipped"]'), needs.attest.result)""" in jobs["deploy"]["if"]
        assert "needs.build.result == 'success'" in jobs["deploy"]["if"]

    def test_a_release_is_built_only_after_its_tests(self) -> None:
        jobs = WORKFLOWS["release.yml"]["jobs"]
        assert jobs["build"]["needs"] == "test"
        assert "make test" in [step.get("run") for step in jobs["test"]["steps"]]

    def test_the_comment_follows_the_build_of_a_pull_request(self) -> None:
        assert WORKFLOWS["comment.yml"]["on"]["workflow_run"]["workflows"] == [WORKFLOWS["terms.yml"]["name"]]
        assert triggers(WORKFLOWS["terms.yml"]) == {"pull_request", "workflow_call"}

    def test_a_change_to_terms_alone_waits_for_no_test_of_the_code(self) -> None:
        jobs = WORKFLOWS["ci.yml"]["jobs"]
        code = {id for id, job in jobs.items() if job.get("if") == "needs.scope.outputs.code == 'true'"}
        assert {id for id, job in jobs.items() if any("pytest" in r or "make test" in r or "make lowest" in r
                for r in (step.get("run", "") for step in job["steps"]))} <= code  # fmt: skip
        assert all(jobs[id]["needs"] == "scope" for id in code)
        assert set(jobs["passed"]["needs"]) == set(jobs) - {"passed", "report"}

    @pytest.mark.parametrize(
        ("event", "file", "code"),
        [
            ("pull_request", "glossary/concepts/a.yml", "false"),
            ("pull_request", "docs/glossary/a.md", "true"),
            ("pull_request", "Makefile", "true"),
            ("push", "glossary/concepts/a.yml", "true"),
        ],
    )
    def test_what_changed_decides_which_tests_run(self, tmp_path: Path, event: str, file: str, code: str) -> None:
        def git(*arguments: str) -> None:
            command = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments)
            subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

        git("init", "--quiet")
        git("commit", "--quiet", "--allow-empty", "-m", "Start")
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("x")
        git("add", "--all")
        git("commit", "--quiet", "-m", "Change")
        (run,) = [step["run"] for step in WORKFLOWS["ci.yml"]["jobs"]["scope"]["steps"] if "run" in step]
        environment = {**os.environ, "GITHUB_EVENT_NAME": event, "GITHUB_OUTPUT": str(tmp_path / "out")}
        subprocess.run(["bash", "-e", "-c", run], cwd=tmp_path, check=True, env=environment)
        assert (tmp_path / "out").read_text() == f"code={code}\n"

    @pytest.mark.parametrize(
        ("results", "passes"),
        [("success skipped skipped success", True), ("success failure", False), ("success cancelled skipped", False)],
    )
    def test_a_job_that_failed_fails_the_last_one(self, results: str, passes: bool) -> None:
        (step,) = WORKFLOWS["ci.yml"]["jobs"]["passed"]["steps"]
        done = subprocess.run(["bash", "-e", "-c", step["run"]], env={"RESULTS": results}, capture_output=True)
        assert (done.returncode == 0) is passes

    def test_every_artifact_that_is_fetched_has_been_kept(self) -> None:
        def named(what: str) -> set[str]:
            return {step["with"]["name"] for _, step in STEPS if f"actions/{what}-artifact@" in step.get("uses", "")
                    and "name" in step["with"]}  # fmt: skip

        assert named("download") <= named("upload") | {"github-pages"}
        (pictures,) = [step["with"]["path"] for _, step in STEPS if step.get("with", {}).get("archive") == "false"]
        assert f"artifacts?name={pictures.rpartition('/')[2]}" in TEXTS["comment.yml"]

    def test_every_program_that_a_step_names_exists(self) -> None:
        runs = "\n".join(run for _, run in RUNS)
        scripts = set(re.findall(r"scripts/\w+\.py", runs))
        assert scripts
        assert [script for script in scripts if not (ROOT / script).exists()] == []
        makefile = (ROOT / "Makefile").read_text("utf-8").replace("$(VENV)", ".venv")
        for target in re.findall(r"\bmake (\S+)", runs):
            assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), target


def tool(name: str) -> str:
    path = Path(sys.executable).with_name(name)
    if not path.exists():
        pytest.skip(f"{name} is among the development tools only")
    return str(path)


class TestLinters:
    def run(self, *command: str) -> None:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def test_actionlint_accepts_the_workflows_of_the_manual(self, tmp_path: Path) -> None:
        titled = re.compile(r'^```yaml title="\.github/workflows/([\w-]+\.yml)"\n(.*?)^```', re.MULTILINE | re.DOTALL)
        pages = [path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md")]
        found = [match for page in pages for match in titled.finditer(page)]
        assert len(found) >= 2
        (tmp_path / ".github/workflows").mkdir(parents=True)
        for match in found:
            (tmp_path / ".github/workflows" / match[1]).write_text(match[2], "utf-8")
        written = sorted(str(path) for path in (tmp_path / ".github/workflows").iterdir())
        done = subprocess.run(
            [tool("actionlint"), "-shellcheck", tool("shellcheck"), "-pyflakes", "", *written],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def test_actionlint(self) -> None:
        self.run(
            tool("actionlint"), "-shellcheck", tool("shellcheck"), "-pyflakes", "", *map(str, FOLDER.glob("*.yml"))
        )

    def test_zizmor(self) -> None:
        self.run(tool("zizmor"), "--offline", "--no-progress", "--quiet", "--persona=auditor", ".github")

    @pytest.mark.parametrize(
        ("schema", "files"),
        [
            ("dependabot", ["dependabot.yml"]),
            ("github-issue-config", ["ISSUE_TEMPLATE/config.yml"]),
            (
                "github-issue-forms",
                [f"ISSUE_TEMPLATE/{name}.yml" for name in ("bug", "idea", "new-term", "wrong-term")],
            ),
            ("github-workflows", [f"workflows/{name}" for name in TEXTS]),
            ("github-actions", [f"actions/{name}/action.yml" for name in ACTIONS]),
        ],
    )
    def test_schemas(self, schema: str, files: list[str]) -> None:
        command = (tool("check-jsonschema"), "--quiet", "--builtin-schema", f"vendor.{schema}")
        self.run(*command, *(f".github/{file}" for file in files))


class TestTemplates:
    def test_the_form_for_a_wrong_term_has_the_fields_that_the_site_fills_in(self) -> None:
        form = plain_values(
            parse((ROOT / ".github/ISSUE_TEMPLATE/wrong-term.yml").read_text("utf-8"), file="form").root
        )
        assert {"term", "page"} <= {item.get("id") for item in form["body"]}

    def test_the_label_of_the_form_starts_the_workflow(self) -> None:
        form = plain_values(parse((ROOT / ".github/ISSUE_TEMPLATE/new-term.yml").read_text("utf-8"), file="form").root)
        (label,) = form["labels"]
        assert (
            f"contains(github.event.issue.labels.*.name, '{label}')" in WORKFLOWS["new-term.yml"]["jobs"]["draft"]["if"]
        )

    def test_code_owners_name_no_one_until_they_are_filled_in(self) -> None:
        lines = (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines()
        assert all(line.startswith("#") for line in lines if line)


FAKE_GH = f"""#!{sys.executable}
import json, os, pathlib, sys
folder = pathlib.Path(os.environ["FAKE_GH"])
given = sys.stdin.read() if "--input" in sys.argv else None
bodies = [pathlib.Path(b).read_text() for a, b in zip(sys.argv, sys.argv[1:]) if a == "--body-file"]
with (folder / "calls").open("a") as calls:
    calls.write(json.dumps([sys.argv[1:], json.loads(given) if given else None, bodies]) + "\\n")
for words, answer in json.loads((folder / "answers").read_text()):
    if all(word in sys.argv for word in words):
        print(answer)
        break
"""


class Machine:
    """A folder to work in, an event, and a `gh` that notes what it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "bin").mkdir()
        (folder / "bin/gh").write_text(FAKE_GH)
        (folder / "bin/gh").chmod(0o755)
        self.answer([])
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
        self.environment = kept | {
            "PATH": f"{folder / 'bin'}{os.pathsep}{kept['PATH']}", "FAKE_GH": str(folder),
            "GITHUB_EVENT_PATH": str(folder / "event.json"), "GITHUB_OUTPUT": str(folder / "outputs"),
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        }  # fmt: skip

    def answer(self, answers: list[tuple[list[str], Any]]) -> None:
        text = json.dumps([(words, json.dumps(answer)) for words, answer in answers])
        (self.folder / "answers").write_text(text)

    def run(self, *arguments: str, event: Any = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """Runs `termbase github …`."""
        (self.folder / "event.json").write_text(json.dumps(event))
        command = (str(Path(sys.executable).with_name("termbase")), "github", *arguments)
        return subprocess.run(command, cwd=cwd, env=self.environment, capture_output=True, text=True)

    def write(self, *arguments: str, event: Any = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """Runs the file that writes, as the action does: without any package."""
        (self.folder / "event.json").write_text(json.dumps(event))
        program = ROOT / "plugins/termbase/review/github_writes.py"
        command = (sys.executable, "-I", "-S", str(program), *arguments)
        return subprocess.run(command, cwd=cwd, env=self.environment, capture_output=True, text=True)

    def git(self, *arguments: str, cwd: Path) -> str:
        command = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments)
        return subprocess.run(command, cwd=cwd, env=self.environment, check=True, capture_output=True, text=True).stdout

    @property
    def calls(self) -> list[Any]:
        path = self.folder / "calls"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def accepted(**answers: str) -> dict[str, Any]:
    """The event of a label set on a filled form."""
    filed = GIVEN | {"term": "Dark launch", "definition": "Release that nobody is told of."} | answers
    return {
        "issue": {"number": 12, "body": issue(filed), "user": {"login": "ann", "id": 7}},
        "repository": {"default_branch": "main"},
    }


class TestNewTerm:
    def test_a_form_becomes_a_draft(self, machine: Machine) -> None:
        done = machine.run("draft", str(machine.folder / "draft.json"), event=accepted())
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        made = json.loads((machine.folder / "draft.json").read_text())
        assert made["kind"] == "proposal"
        assert made["path"] == "glossary/concepts/dark-launch.yml"
        assert (machine.folder / "outputs").read_text() == "outcome=proposal\n"

    @pytest.mark.parametrize(
        "event", [accepted(term=""), accepted(term="Churn"), {"issue": {"number": 1, "body": None}}]
    )
    def test_a_form_that_cannot_be_used_is_answered(self, machine: Machine, event: Any) -> None:
        done = machine.run("draft", str(machine.folder / "draft.json"), event=event)
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads((machine.folder / "draft.json").read_text())["kind"] == "reply"
        assert (machine.folder / "outputs").read_text() == "outcome=reply\n"

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ({"definition": "n/a"}, "- **Definition**: nothing is written here."),
            ({"definition": "x" * 700}, "700 characters are more than the 600"),
            ({"term": "Zebra crossing"}, "has no similar term"),
            ({"term": "Zebra", "definition": "An animal."}, "would not pass the check yet"),
            ({"term": "Churn"}, "the glossary already has “Churn”"),
        ],
    )
    def test_a_form_that_was_just_filed_is_answered(self, machine: Machine, answers: dict[str, str], said: str) -> None:
        event = accepted(**answers) | {"action": "opened"}
        event["repository"]["html_url"] = "https://git.example/o/r"
        done = machine.run("draft", str(machine.folder / "draft.json"), event=event)
        assert (done.returncode, done.stderr) == (0, "")
        made = json.loads((machine.folder / "draft.json").read_text())
        assert made["kind"] == "reply"
        assert said in made["body"]

    @pytest.mark.parametrize(
        ("site", "link"),
        [
            ("https://site.example/g/", "https://site.example/g/terms/churn-rate/"),
            ("", "https://git.example/o/r/blob/main/glossary/concepts/churn-rate.yml"),
        ],
    )
    def test_the_answer_links_to_the_site_or_to_the_files(self, machine: Machine, site: str, link: str) -> None:
        machine.environment["SITE_URL"] = site
        event = accepted(term="Churn rates") | {"action": "opened"}
        event["repository"]["html_url"] = "https://git.example/o/r"
        machine.run("draft", str(machine.folder / "draft.json"), event=event)
        assert f"- [Churn rate]({link}): " in json.loads((machine.folder / "draft.json").read_text())["body"]

    def test_an_answer_is_posted_in_the_issue(self, machine: Machine) -> None:
        (machine.folder / "draft.json").write_text('{"kind": "reply", "body": "Hello"}')
        event = accepted()
        event["repository"]["full_name"] = "o/r"
        done = machine.write("answer", str(machine.folder / "draft.json"), event=event)
        assert (done.returncode, done.stderr) == (0, "")
        ((arguments, body, _),) = machine.calls
        assert arguments == ["api", "--method", "POST", "repos/o/r/issues/12/comments", "--input", "-"]
        assert body == {"body": "Hello"}
        (machine.folder / "draft.json").write_text('{"kind": "proposal", "body": "Hello"}')
        assert machine.write("answer", str(machine.folder / "draft.json"), event=event).returncode == 1
        assert len(machine.calls) == 1

    def test_nothing_is_proposed_when_a_form_is_only_filed(self) -> None:
        assert "github.event.action == 'labeled'" in WORKFLOWS["new-term.yml"]["jobs"]["propose"]["if"]

    @pytest.fixture
    def clone(self, machine: Machine) -> Path:
        remote, clone = machine.folder / "remote.git", machine.folder / "clone"
        machine.git("init", "--quiet", "--bare", "--initial-branch=main", str(remote), cwd=machine.folder)
        machine.git("clone", "--quiet", str(remote), str(clone), cwd=machine.folder)
        machine.git("switch", "--quiet", "--create", "main", cwd=clone)
        machine.git("commit", "--quiet", "--allow-empty", "-m", "Start", cwd=clone)
        machine.git("push", "--quiet", "origin", "main", cwd=clone)
        return clone

    def draft(self, machine: Machine, **parts: str) -> str:
        made = {
            "id": "dark-launch", "path": "glossary/concepts/dark-launch.yml", "content": "term: Dark launch\n",
            "title": "Anything", "message": "Add\n\nCo-authored-by: ann <7+ann@users.noreply.github.com>\n",
            "body": "$(touch owned) `x`\n",
        } | parts  # fmt: skip
        path = machine.folder / "draft.json"
        path.write_text(json.dumps(made))
        return str(path)

    def test_a_draft_becomes_a_branch_with_one_commit_and_a_pull_request(self, machine: Machine, clone: Path) -> None:
        done = machine.write("propose", self.draft(machine), event=accepted(), cwd=clone)
        assert (done.returncode, done.stderr) == (0, "")
        log = machine.git(
            "log",
            "--format=%an|%(trailers:key=Co-authored-by,valueonly)",
            "--name-only",
            "main..origin/term/dark-launch-12",
            cwd=clone,
        )
        assert log.split("\n", 1)[0] == "github-actions[bot]|ann <7+ann@users.noreply.github.com>"
        assert log.split()[-1] == "glossary/concepts/dark-launch.yml"
        ((arguments, _, (body,)),) = machine.calls
        assert arguments[:8] == ["pr", "create", "--base", "main", "--head", "term/dark-launch-12", "--title",
                                 "Add the term dark-launch"]  # fmt: skip
        assert body == "$(touch owned) `x`\n"

    @pytest.mark.parametrize(
        "parts",
        [
            {"id": "../evil", "path": "glossary/concepts/../evil.yml"},
            {"path": ".github/workflows/evil.yml"},
            {"id": "-x", "path": "glossary/concepts/-x.yml"},
            {"id": "x\n", "path": "glossary/concepts/x\n.yml"},
            {"path": "/glossary/concepts/dark-launch.yml"},
            {"path": "dark-launch.yml"},
            {"path": "glossary/./concepts/dark-launch.yml"},
            {"path": "glossary/concepts/other.yml"},
            {"path": ".github/workflows/evil.yml", "replaces": "0" * 64},
            {"path": "glossary/evil.py", "replaces": "0" * 64},
            {"path": "link/concepts/dark-launch.yml"},
        ],
    )
    def test_a_draft_for_another_place_is_refused(self, machine: Machine, clone: Path, parts: dict[str, str]) -> None:
        (clone / "link").symlink_to(machine.folder, target_is_directory=True)
        done = machine.write("propose", self.draft(machine, **parts), event=accepted(), cwd=clone)
        assert (done.returncode, done.stderr) == (1, "The draft has no path for a term file.\n")
        assert machine.calls == []

    def test_nothing_is_written_over(self, machine: Machine, clone: Path) -> None:
        machine.git("push", "--quiet", "origin", "main:term/dark-launch-12", cwd=clone)
        machine.answer([(["pr", "list"], [{"number": 3, "isCrossRepository": False}])])
        done = machine.write("propose", self.draft(machine), event=accepted(), cwd=clone)
        assert "Pull request #3 of the branch term/dark-launch-12 is open" in done.stderr
        (clone / "glossary/concepts").mkdir(parents=True)
        (clone / "glossary/concepts/dark-launch.yml").write_text("mine")
        done = machine.write("propose", self.draft(machine), event=accepted(), cwd=clone)
        assert "dark-launch.yml already exists" in done.stderr
        assert [call[0][:2] for call in machine.calls] == [["pr", "list"]]

    @pytest.mark.parametrize("pulls", [[], [{"number": 3, "isCrossRepository": True}]])
    def test_the_branch_of_a_refused_pull_request_does_not_block_another_try(
        self, machine: Machine, clone: Path, pulls: list[Any]
    ) -> None:
        machine.git("push", "--quiet", "origin", "main:term/dark-launch-12", cwd=clone)
        machine.answer([(["pr", "list"], pulls)])
        done = machine.write("propose", self.draft(machine), event=accepted(), cwd=clone)
        assert (done.returncode, done.stderr) == (0, "")
        assert machine.calls[-1][0][4:6] == ["--head", "term/dark-launch-12-2"]
        refs = machine.git("ls-remote", "origin", cwd=clone)
        assert "refs/heads/term/dark-launch-12\n" in refs
        assert "refs/heads/term/dark-launch-12-2\n" in refs

    def test_names_are_added_only_to_the_text_that_the_draft_was_made_of(self, machine: Machine, clone: Path) -> None:
        (clone / "glossary/concepts").mkdir(parents=True)
        (clone / "glossary/concepts/dark-launch.yml").write_text("mine")
        known = hashlib.sha256(b"mine").hexdigest()
        wrong = self.draft(machine, replaces="0" * 64)
        assert "has changed since" in machine.write("propose", wrong, event=accepted(), cwd=clone).stderr
        done = machine.write("propose", self.draft(machine, replaces=known), event=accepted(), cwd=clone)
        assert (done.returncode, done.stderr) == (0, "")
        assert machine.calls[-1][0][6:8] == ["--title", "Add names to the term dark-launch"]


SHA = "ab" * 20
BUILD = {
    "repository": {"full_name": "o/r", "html_url": "https://git.example/o/r"},
    "workflow_run": {
        "id": 5, "head_sha": SHA, "conclusion": "success", "head_branch": "my;branch $(x)",
        "head_repository": {"full_name": "ann/r", "owner": {"login": "ann"}},
    },
}  # fmt: skip


def pull(number: int, *, sha: str = SHA, repository: str | None = "ann/r", base: str = "o/r") -> dict[str, Any]:
    head = {"sha": sha, "repo": {"full_name": repository} if repository else None}
    return {"number": number, "head": head, "base": {"repo": {"full_name": base}}}


class TestComment:
    @pytest.fixture
    def written(self) -> dict[str, Any]:
        made = comment(b"{}", run=Run(url="https://git.example/o/r/actions/runs/5", commit=SHA, passed=True))
        return {"body": made.body, "effect": "none"}

    def test_it_is_written_from_a_comparison(self, machine: Machine, written: dict[str, Any]) -> None:
        (machine.folder / "comparison.json").write_text("{}")
        out = machine.folder / "comment.json"
        done = machine.run("review", str(machine.folder / "comparison.json"), str(out), event=BUILD)
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(out.read_text()) == written

    @pytest.mark.parametrize(("number", "linked"), [("77", True), ("", False), ("7)](x", False)])
    def test_it_links_to_the_pictures(self, machine: Machine, number: str, linked: bool) -> None:
        (machine.folder / "comparison.json").write_text("{}")
        out = machine.folder / "comment.json"
        machine.run("review", str(machine.folder / "comparison.json"), str(out), "--pictures", number, event=BUILD)
        link = f"[Pictures of the changed pages](https://git.example/o/r/actions/runs/5/artifacts/{number})"
        assert (link in json.loads(out.read_text())["body"]) is linked

    @pytest.mark.parametrize("trap", ["missing", "folder", "link", "huge"])
    def test_a_trap_in_its_place_is_told_as_such(self, machine: Machine, trap: str) -> None:
        path, out = machine.folder / "comparison.json", machine.folder / "comment.json"
        match trap:
            case "folder":
                path.mkdir()
            case "link":
                path.symlink_to("/dev/zero")
            case "huge":
                with path.open("wb") as file:
                    file.truncate(3 << 30)
        done = machine.run("review", str(path), str(out), event=BUILD)
        assert (done.returncode, done.stderr) == (0, "")
        told = "cannot be used" if trap == "huge" else "ended before the terms could be compared"
        assert told in out.read_text()

    def post(
        self,
        machine: Machine,
        written: dict[str, Any],
        *,
        pulls: list[Any],
        comments: list[Any],
        labels: tuple[str, ...] = (),
    ) -> list[Any]:
        named = [{"name": name} for name in labels]
        place = "repos/o/r/issues/3/labels?per_page=100"
        machine.answer([([place], named), (["--paginate"], comments), (["state=open"], pulls), ([], {})])
        path = machine.folder / "comment.json"
        path.write_text(json.dumps(written))
        done = machine.write("comment", str(path), event=BUILD)
        assert (done.returncode, done.stderr) == (0, "")
        return machine.calls

    def test_it_is_posted_once_and_then_kept_up_to_date(self, machine: Machine, written: dict[str, Any]) -> None:
        text = written["body"]
        body = {"body": text}
        first, second, third, _, label = self.post(machine, written, pulls=[pull(3)], comments=[[]])
        assert first[0][-1] == "head=ann:my;branch $(x)"
        assert second[0][-1] == "repos/o/r/issues/3/comments?per_page=100"
        assert third[:2] == [["api", "--method", "POST", "repos/o/r/issues/3/comments", "--input", "-"], body]
        assert label[:2] == [
            ["api", "--method", "POST", "repos/o/r/issues/3/labels", "--input", "-"],
            {"labels": ["effect: none"]},
        ]
        comments = [
            [
                {"id": 1, "user": {"login": "mallory"}, "body": text},
                {"id": 2, "user": None, "body": text},
                {"id": 3, "user": {"login": "github-actions[bot]"}, "body": "Another comment"},
            ],
            [{"id": 4, "user": {"login": "github-actions[bot]"}, "body": text + "older"}],
        ]
        calls = self.post(machine, written, pulls=[pull(3)], comments=comments)[5:]
        assert calls[2][:2] == [["api", "--method", "PATCH", "repos/o/r/issues/comments/4", "--input", "-"], body]

    @pytest.mark.parametrize(
        ("labels", "changes"),
        [
            (("bug", "effect: small"), [["POST", "repos/o/r/issues/3/labels"],
                                        ["DELETE", "repos/o/r/issues/3/labels/effect:%20small"]]),
            (("effect: none", "effect: mine"), []),
        ],
    )  # fmt: skip
    def test_it_sets_one_label_and_leaves_others(
        self, machine: Machine, written: dict[str, Any], labels: tuple[str, ...], changes: list[Any]
    ) -> None:
        calls = self.post(machine, written, pulls=[pull(3)], comments=[[]], labels=labels)
        assert [call[0][2:4] for call in calls[4:]] == changes

    def test_an_unknown_effect_is_no_label(self, machine: Machine, written: dict[str, Any]) -> None:
        calls = self.post(machine, written | {"effect": "evil"}, pulls=[pull(3)], comments=[[]])
        assert len(calls) == 3

    @pytest.mark.parametrize(
        "pulls",
        [
            [],
            [pull(3, sha="cd" * 20)],
            [pull(3, repository="mallory/r")],
            [pull(3, repository=None)],
            [pull(3, base="mallory/r")],
            [pull(3), pull(4)],
        ],
    )
    def test_nothing_is_posted_where_the_pull_request_is_not_certain(
        self, machine: Machine, written: dict[str, Any], pulls: list[Any]
    ) -> None:
        (only,) = self.post(machine, written, pulls=pulls, comments=[[]])
        assert only[0][:3] == ["api", "--method", "GET"]

    def test_nothing_else_is_ever_posted(self, machine: Machine) -> None:
        path = machine.folder / "comment.json"
        path.write_text('{"body": "Hello", "effect": "none"}')
        assert machine.write("comment", str(path), event=BUILD).returncode == 1
        assert machine.calls == []


class TestTerms:
    @pytest.fixture
    def merged(self, machine: Machine) -> Path:
        """A project at the merge of a pull request, as the service checks it out."""
        folder = machine.folder / "project"
        (folder / "glossary/concepts").mkdir(parents=True)
        machine.git("init", "--quiet", "--initial-branch=main", cwd=folder)
        (folder / "glossary/termbase.yml").write_text(dump({"title": "T"}))
        (folder / "glossary/concepts/churn.yml").write_text(concept("Churn"))
        machine.git("add", "--all", cwd=folder)
        machine.git("commit", "--quiet", "-m", "Start", cwd=folder)
        machine.git("switch", "--quiet", "--create", "side", cwd=folder)
        (folder / "glossary/concepts/beta.yml").write_text(concept("Beta <script>"))
        machine.git("add", "--all", cwd=folder)
        machine.git("commit", "--quiet", "-m", "Add", cwd=folder)
        machine.git("switch", "--quiet", "main", cwd=folder)
        machine.git("merge", "--quiet", "--no-ff", "--no-edit", "side", cwd=folder)
        return folder

    def test_the_comparison_of_a_merge_is_one_that_the_comment_takes(self, machine: Machine, merged: Path) -> None:
        command = next(run for _, run in RUNS if "termbase diff" in run).partition(" > ")[0].split()
        command[0] = str(Path(sys.executable).with_name("termbase"))
        done = subprocess.run(command, cwd=merged, env=machine.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert [term.id for term in read_comparison(done.stdout.encode()).added] == ["beta"]


class TestRelease:
    def test_a_tag_must_name_the_version(self, machine: Machine) -> None:
        from termbase import __version__

        script = str(ROOT / "scripts/release_version.py")
        for tag, status in ((f"v{__version__}", 0), ("v0.0.0", 1)):
            assert subprocess.run([sys.executable, script, tag], capture_output=True).returncode == status
