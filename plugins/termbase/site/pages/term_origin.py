"""Where the text and the names of a term come from: its sources, their merge, disagreements and references."""

from collections.abc import Iterator

from termbase.model.author_files import SourceEntry
from termbase.model.concept import Account, Concept, Entry
from termbase.model.vocabulary import DesignationKind
from termbase.site.links_from import LinksFrom
from termbase.site.pages.made import weighed
from termbase.site.views.parts import Reviewed
from termbase.site.views.term import (
    ClaimLine,
    DisagreementPart,
    EvidenceRow,
    MergeStep,
    OtherName,
    PerhapsSame,
    ReferenceLine,
)


def name_from(entry: Entry) -> str:
    """The origin of a name that the source does not print: its text or us; "" for a printed one."""
    spec = entry.spec
    if not isinstance(spec, SourceEntry) or not spec.inferred:
        return ""
    origin = spec.name_from.value if spec.name_from else ""
    return "" if origin == "opening" else "text" if origin == "text" else "ours"


def evidence_row(here: LinksFrom, concept: Concept, account: Account) -> EvidenceRow:
    """What one source says of a concept.

    Raises:
        TypeError: If the entry is not a source entry, which is a mistake of the merge.
    """
    entry, site = account.entry, here.site
    spec = entry.spec
    if not isinstance(spec, SourceEntry):
        raise TypeError(f"the entry {entry.key} of the evidence layer is not a source entry")
    listed = concept.own.disagreements if concept.own else ()
    # A name that we inferred is printed nowhere, unless the entry says how.
    printed = bool(entry.headword) and entry.headword != concept.term and bool(spec.headword or not spec.inferred)
    return EvidenceRow(
        source=entry.source or "",
        cited=here.cited(entry),
        attribution=spec.attribution or "",
        text=here.rich(site.texts.concepts[concept.id].accounts[entry.key]),
        name_alone=account.name_alone and not account.decision,
        repeats=account.duplicate_of or "",
        differs=tuple(item.topic for item in listed if any(p.source == entry.source for p in item.positions)),
        name_from=name_from(entry),
        confidence=spec.confidence.value if spec.confidence else "",
        substance=spec.substance.value if spec.substance else "",
        printed=entry.headword if printed else "",
        file=site.repository.view(entry.where) if site.repository else "",
    )


def merge_steps(here: LinksFrom, concept: Concept) -> Iterator[MergeStep]:
    """The entries of a concept, each with the reason why it is here; none if there is but one."""
    if len(concept.accounts) < 2:
        return
    for account in concept.evidence:
        yield MergeStep(
            cited=here.cited(account.entry),
            because=here.site.sentences.reason(account.because),
            repeats=account.duplicate_of or "",
            reviewed=reviewed(account),
            signs=weighed(account.signs, here.site.sentences) if account.signs and not account.decision else None,
        )


def reviewed(account: Account) -> Reviewed | None:
    """The decision that confirms the place of an entry."""
    return Reviewed(date=account.decision.date or "") if account.decision else None


def disagreement_parts(here: LinksFrom, concept: Concept) -> Iterator[DisagreementPart]:
    """The points on which sources differ, as the concept file lists them."""
    if concept.own is None:
        return
    rendered = here.site.texts.concepts[concept.id].disagreements
    for item, (claims, accepted, ground) in zip(concept.own.disagreements, rendered, strict=True):
        yield DisagreementPart(
            topic=item.topic,
            positions=tuple(
                ClaimLine(source=here.source(position.source), claim=here.rich(claim, inline=True))
                for position, claim in zip(item.positions, claims, strict=True)
            ),
            accepted=here.optional(accepted, inline=True),
            ground=here.optional(ground, inline=True),
        )


def perhaps_same(here: LinksFrom, concept: Concept) -> Iterator[PerhapsSame]:
    """Other concepts that share a name with it, with the signs for and against."""
    for other, question in here.site.termbase.questions_of.get(concept.id, ()):
        entry = question.b if question.concepts and question.concepts[1] == other else question.a
        yield PerhapsSame(
            term=here.term(here.site.termbase.by_id[other]),
            cited=here.cited(entry) if entry.source else None,
            signs=weighed(question.signs, here.site.sentences),
        )


def other_names(here: LinksFrom, concept: Concept) -> Iterator[OtherName]:
    """The other names of a concept, without its abbreviations."""
    for designation in concept.designations[1:]:
        if designation.kind is not DesignationKind.ABBREVIATION:
            yield OtherName(
                text=designation.text,
                kind=designation.kind.value,
                reason=designation.reason or "",
                sources=tuple(here.source(id) for id in designation.sources),
            )


def reference_lines(here: LinksFrom, concept: Concept) -> Iterator[ReferenceLine]:
    """The works beyond the sources that a concept cites."""
    cited = concept.own.references if concept.own else ()
    for item, supports in zip(cited, here.site.texts.concepts[concept.id].references, strict=True):
        yield ReferenceLine(
            id=item.id or "",
            author=item.author or "",
            title=item.title,
            url=item.url or "",
            publisher=item.publisher or "",
            date=item.date or "",
            supports=here.rich(supports, inline=True),
        )
