"""The names that one entry gives, and names and ids that cannot be used."""

from termbase.model.author_files import AvoidedName, ConceptFile, SourceEntry
from termbase.model.codes import Code
from termbase.model.concept import Designation, SourceId
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.model.vocabulary import DesignationKind
from termbase.text.folding import fold, normalize, split_headword
from termbase.text.slug import slug


def designations(
    term: str, spec: ConceptFile | SourceEntry, source: SourceId | None, headword: str
) -> tuple[str, tuple[Designation, ...]]:
    """The names in one entry: the full term, and all names with their kinds, without duplicates."""
    sources = () if source is None else (source,)
    full, short = split_headword(term)
    given: list[tuple[str, DesignationKind]] = [(full, DesignationKind.PREFERRED)]
    if short:
        given.append((short, DesignationKind.ABBREVIATION))
    given += [(name, DesignationKind.ABBREVIATION) for name in spec.abbreviations]
    given += [(name, DesignationKind.ADMITTED) for name in spec.synonyms]
    reasons: dict[str, str] = {}
    if isinstance(spec, ConceptFile):
        given += [(name, DesignationKind.VARIANT) for name in spec.variants]
        avoided = [
            (item.name, item.reason) if isinstance(item, AvoidedName) else (item, "") for item in spec.deprecated
        ]
        given += [(name, DesignationKind.DEPRECATED) for name, _ in avoided]
        reasons = {normalize(name): reason for name, reason in avoided if reason}
    elif fold(headword) != fold(term):
        given.append((split_headword(headword)[0], DesignationKind.VARIANT))
    unique: dict[str, Designation] = {}
    for text, kind in given:
        text = normalize(text)
        reason = reasons.get(text) if kind is DesignationKind.DEPRECATED else None
        unique.setdefault(text, Designation(text=text, kind=kind, sources=sources, reason=reason))
    return full, tuple(unique.values())


def is_name(text: str) -> bool:
    """Whether a text can be searched for: it contains a letter or a digit."""
    return any(c.isalnum() for c in text)


def unnamed(term: str, where: Location) -> Diagnostic:
    """What is wrong with a name that consists of signs alone."""
    return Diagnostic(
        code=Code.UNUSABLE_NAME,
        severity=Severity.ERROR,
        message=f"“{term}” contains no letter or digit, so it cannot be searched for",
        where=where,
        hint="Spell the name out, and list the symbol under `variants:`.",
    )


def reserved(id: str, where: Location, term: str) -> Diagnostic:
    """What is wrong with an id that an address of the site needs."""
    return Diagnostic(
        code=Code.NOT_AN_ID,
        severity=Severity.ERROR,
        where=where,
        message=f"“{id}” cannot be an id: it is a reserved name",
        hint=f"Choose another, such as {slug(term)}.",
    )
