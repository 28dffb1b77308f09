"""The settings of a repository on GitHub: what is missing, and the requests that set it.

Each request is one that GitHub documents in its REST reference. Existing settings are left alone, so a second run
requests no changes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

Ask = Callable[[str], Any]
"""Reads an address of the API, relative to its root; None if GitHub answers “not found”."""

LABELS: Final[Mapping[str, tuple[str, str]]] = {
    "new-term": ("1d76db", "A form that proposes a term"),
    "wrong-term": ("d93f0b", "A report about a term"),
    "accepted": ("0e8a16", "A maintainer accepts the form: a pull request is opened"),
    "effect: none": ("ededed", "Changes no page"),
    "effect: small": ("c2e0c6", "Changes up to 3 pages"),
    "effect: medium": ("fbca04", "Changes up to 20 pages"),
    "effect: large": ("e99695", "Changes more than 20 pages"),
}
"""Every label with its color and description."""
RULESET: Final = "termbase"
_ACTIONS: Final = 15368
"""The number of the app GitHub Actions: no other app can report the required checks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that changes one setting."""

    what: str
    """The setting and its value, for a person."""
    method: str
    path: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryFacts:
    """A repository as GitHub describes it."""

    name: str
    """Owner and name."""
    branch: str
    """The default branch."""
    private: bool

    @property
    def path(self) -> str:
        """Its address in the API."""
        return f"repos/{self.name}"


def repository_facts(answer: Mapping[str, Any]) -> RepositoryFacts:
    """Reads what GitHub answers about a repository."""
    return RepositoryFacts(name=answer["full_name"], branch=answer["default_branch"], private=bool(answer["private"]))


def missing_setup(of: RepositoryFacts, ask: Ask, *, checks: Iterable[str], pages: bool) -> Iterator[Request]:
    """The requests that set what is missing.

    Args:
        of: The repository.
        ask: Reads the settings.
        checks: Names of the checks to require, as GitHub lists them.
        pages: Whether the site is published on GitHub Pages.
    """
    yield from _labels(of, ask)
    yield from _actions(of, ask)
    if pages:
        yield from _pages(of, ask)
    yield from _rules(of, ask, sorted(checks))


def _labels(of: RepositoryFacts, ask: Ask) -> Iterator[Request]:
    there = {label["name"].casefold() for label in ask(f"{of.path}/labels?per_page=100") or ()}
    for name, (color, description) in LABELS.items():
        if name not in there:
            body = {"name": name, "color": color, "description": description}
            yield Request(what=f"label “{name}”", method="POST", path=f"{of.path}/labels", body=body)


def _actions(of: RepositoryFacts, ask: Ask) -> Iterator[Request]:
    path = f"{of.path}/actions/permissions/workflow"
    wanted: Mapping[str, Any] = {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": True}
    if _differs(ask(path), wanted):
        what = "workflows may read by default, and may open pull requests"
        yield Request(what=what, method="PUT", path=path, body=wanted)
    if of.private:
        path = f"{of.path}/actions/permissions/fork-pr-workflows-private-repos"
        wanted = {
            "run_workflows_from_fork_pull_requests": True,
            "send_write_tokens_to_workflows": False,
            "send_secrets_and_variables": False,
            "require_approval_for_fork_pr_workflows": True,
        }
        what = "pull requests from forks are checked once a maintainer approves, without secrets"
    else:
        path = f"{of.path}/actions/permissions/fork-pr-contributor-approval"
        wanted = {"approval_policy": "first_time_contributors"}
        what = "checks for first-time contributors start once a maintainer approves"
    there = ask(path)
    stricter = (there or {}).get("approval_policy") == "all_external_contributors"
    if _differs(there, wanted) and not stricter:
        yield Request(what=what, method="PUT", path=path, body=wanted)


def _pages(of: RepositoryFacts, ask: Ask) -> Iterator[Request]:
    there = ask(f"{of.path}/pages")
    if there is None or there.get("build_type") != "workflow":
        method = "POST" if there is None else "PUT"
        body: Mapping[str, Any] = {"build_type": "workflow"}
        yield Request(what="Pages: published by a workflow", method=method, path=f"{of.path}/pages", body=body)
    path = f"{of.path}/environments/github-pages"
    wanted = {"protected_branches": False, "custom_branch_policies": True}
    if (ask(path) or {}).get("deployment_branch_policy") != wanted:
        what = "environment github-pages: chosen branches only"
        yield Request(what=what, method="PUT", path=path, body={"deployment_branch_policy": wanted})
    listed = (ask(f"{path}/deployment-branch-policies") or {}).get("branch_policies", ())
    if of.branch not in {policy["name"] for policy in listed}:
        what = f"environment github-pages: branch {of.branch}"
        body = {"name": of.branch, "type": "branch"}
        yield Request(what=what, method="POST", path=f"{path}/deployment-branch-policies", body=body)


def _rules(of: RepositoryFacts, ask: Ask, checks: list[str]) -> Iterator[Request]:
    path = f"{of.path}/rulesets"
    found = next((r for r in ask(f"{path}?per_page=100&includes_parents=false") or () if r["name"] == RULESET), None)
    detail = ask(f"{path}/{int(found['id'])}") if found else None
    there = {
        check["context"]
        for rule in (detail or {}).get("rules", ())
        if rule["type"] == "required_status_checks"
        for check in rule["parameters"]["required_status_checks"]
    }
    if detail is not None and detail.get("enforcement") == "active" and there >= set(checks):
        return
    wanted = sorted({*checks, *there})
    parameters = {
        "strict_required_status_checks_policy": False,
        "required_status_checks": [{"context": name, "integration_id": _ACTIONS} for name in wanted],
    }
    rules = [
        {"type": "deletion"},
        {"type": "non_fast_forward"},
        {"type": "pull_request", "parameters": {
            "dismiss_stale_reviews_on_push": False, "require_code_owner_review": False,
            "require_last_push_approval": False, "required_approving_review_count": 0,
            "required_review_thread_resolution": False,
        }},
        {"type": "required_status_checks", "parameters": parameters},
    ]  # fmt: skip
    yield Request(
        what=f"rule for {of.branch}: a pull request, and the checks {', '.join(f'“{name}”' for name in wanted)}",
        method="PUT" if found else "POST",
        path=f"{path}/{int(found['id'])}" if found else path,
        body={
            "name": RULESET, "target": "branch", "enforcement": "active",
            "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}}, "rules": rules,
        },
    )  # fmt: skip


def _differs(there: Mapping[str, Any] | None, wanted: Mapping[str, Any]) -> bool:
    return there is None or any(there.get(key) != value for key, value in wanted.items())


def repository_path(name: str) -> str:
    """The address of a repository in the API, by its owner and name."""
    return f"repos/{quote(name)}"
