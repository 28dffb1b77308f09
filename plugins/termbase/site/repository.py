"""Links into the repository that holds the term files, built from the host's `repo_url`."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from termbase.model.diagnostics import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository on GitHub or a service with the same addresses."""

    url: str
    """Address without a slash at its end."""
    branch: str = "main"
    folder: str = ""
    """Folder of the project within the repository, with a slash at its end, or ""."""

    def _path(self, where: Location) -> str:
        return quote(f"{self.folder}{where.file}")

    def edit(self, where: Location) -> str:
        """Opens a file in the editor, at a line."""
        return f"{self.url}/edit/{quote(self.branch)}/{self._path(where)}#L{where.line}"

    def view(self, where: Location) -> str:
        """Shows a line of a file."""
        return f"{self.url}/blob/{quote(self.branch)}/{self._path(where)}#L{where.line}"

    def history(self, where: Location) -> str:
        """Lists the changes of a file."""
        return f"{self.url}/commits/{quote(self.branch)}/{self._path(where)}"

    def suggest(self, folder: str, *, name: str = "new-term.yml", template: str = "") -> str:
        """Opens the page for a new file, with a template in it."""
        query = urlencode({"filename": name, "value": template})
        return f"{self.url}/new/{quote(self.branch)}/{quote(self.folder + folder)}?{query}"

    def report(self, *, term: str, page: str) -> str:
        """Opens the issue form for a wrong term with its name and address filled in."""
        query = urlencode({"template": "wrong-term.yml", "title": f"{term}: ", "term": term, "page": page})
        return f"{self.url}/issues/new?{query}"

    def propose(self, *, term: str = "") -> str:
        """Opens the issue form for a new term."""
        filled = {"template": "new-term.yml"} | ({"title": f"New term: {term}", "term": term} if term else {})
        return f"{self.url}/issues/new?{urlencode(filled)}"


def repository(repo_url: str | None, edit_uri: str | None, docs_folder: str = "docs") -> Repository | None:
    """Reads a repository from a host's settings, or None if none is set.

    `edit_uri` such as `edit/main/docs/` names the branch and, where the project lies deeper, its folder.
    """
    if not repo_url or not repo_url.startswith(("http://", "https://")):
        return None
    parts = [part for part in (edit_uri or "").split("/") if part]
    branch, folder = "main", ""
    if len(parts) >= 2 and parts[0] in ("edit", "blob"):
        branch = parts[1]
        inner = parts[2:]
        if inner and inner[-1] == docs_folder:
            inner = inner[:-1]
        folder = "/".join(inner) + "/" if inner else ""
    return Repository(url=repo_url.rstrip("/"), branch=branch, folder=folder)
