from termbase.hosts.telling import notice
from termbase.model.diagnostics import Diagnostic, Location, Severity


def problem(severity: Severity, message: str = "wrong") -> Diagnostic:
    return Diagnostic(code="TB999", severity=severity, message=message, where=Location(file="a.yml"), hint="Mend it.")


def test_a_notice_names_problems_escaped_and_no_notes() -> None:
    html = notice([problem(Severity.NOTE, "minor"), problem(Severity.WARNING, "<b>")])
    assert "&lt;b&gt;" in html
    assert "minor" not in html
    assert notice([problem(Severity.NOTE)]) == ""


def test_a_notice_stays_short() -> None:
    assert notice([problem(Severity.ERROR)] * 50).count("<li>") == 10


def test_a_notice_says_what_the_pages_show() -> None:
    error, warning = [problem(Severity.ERROR)], [problem(Severity.WARNING)]
    assert "The last good version of these files is shown: a.yml." in notice(error, outdated=("a.yml",))
    assert "missing from the pages" in notice(error)
    assert "last good" not in notice(warning)
    assert "up to date" in notice(warning)
