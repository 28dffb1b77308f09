"""The files that a repository on GitHub needs: workflows that call termbase's, and forms for issues."""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Final

from termbase.model.author_files import Category
from termbase.yaml_files.tree import parse, plain_values
from termbase.yaml_files.write import scalar

WORKFLOW_REPOSITORY: Final = "termbase/customer-success-glossary"
"""The repository whose workflows are called."""
_JOB: Final = "Check, build and compare"
_WORKFLOWS: Final = ("terms", "comment", "new-term", "pages")


def repository_files(
    *,
    categories: Iterable[Category],
    branch: str,
    source: str,
    licence: str = "",
    pages: bool = True,
    folder: str = ".",
) -> Mapping[str, str]:
    """The text of every file by its path in the repository.

    Args:
        categories: What the form for a new term offers.
        branch: The branch whose site is published.
        source: The repository whose workflows are called, with `@` and a version.
        licence: Of the glossary, such as “CC BY 4.0”; "" for none that has a name.
        pages: Whether the site is published on GitHub Pages.
        folder: The folder with the settings of the site, relative to the root of the repository.
    """
    inputs = "" if folder == "." else f"    with:\n      folder: {scalar(folder)}\n"
    repository, _, version = source.partition("@")
    made = {
        f".github/workflows/{name}.yml": _packaged(f"{name}-workflow")
        .replace("SOURCE", repository)
        .replace("VERSION", version)
        .replace("BRANCH", scalar(branch, flow=True))
        + ("" if name == "comment" else inputs)
        for name in _WORKFLOWS
        if pages or name != "pages"
    }
    given = "the glossary's license" + (f" ({licence})" if licence else "")
    offered = "\n        - ".join(scalar(category.title) for category in categories)
    form = _packaged("new-term").replace("LICENSE", given)
    without = "        - CATEGORIES\n"
    form = form.replace("CATEGORIES", offered) if offered else form.replace(without, "")
    made[".github/ISSUE_TEMPLATE/new-term.yml"] = form
    made[".github/ISSUE_TEMPLATE/wrong-term.yml"] = _packaged("wrong-term")
    return made


def checks_of(workflow: str) -> tuple[str, ...]:
    """The check of the terms, as GitHub lists it: the name of the job, after that of the job that calls it.

    Args:
        workflow: The text of `terms.yml`.
    """
    read = parse(workflow, file="terms.yml").root
    root = plain_values(read) if read is not None else None
    jobs = root.get("jobs") if isinstance(root, dict) else None
    found = []
    for id, job in jobs.items() if isinstance(jobs, dict) else ():
        name = job.get("name", id) if isinstance(job, dict) else id
        if isinstance(job, dict) and "/.github/workflows/terms.yml" in str(job.get("uses", "")):
            found.append(f"{name} / {_JOB}")
        elif name == _JOB:
            found.append(_JOB)
    return tuple(found)


def _packaged(name: str) -> str:
    return files("termbase.review").joinpath(f"github_files/{name}.yml").read_text("utf-8")
