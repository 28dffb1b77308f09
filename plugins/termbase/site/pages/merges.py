"""The pages of the merge report."""

from collections.abc import Iterator, Sequence

from termbase.model.concept import Concept, Question, Unresolved
from termbase.site.letters import Group
from termbase.site.links_from import LinksFrom
from termbase.site.merge_report import SHOWN, MergeReport, SourceCount, merge_report
from termbase.site.page import Page
from termbase.site.page_options import Part
from termbase.site.pages.made import made, sections, weighed
from termbase.site.pages.term_origin import reviewed
from termbase.site.site import Site
from termbase.site.views import MergeLetterPage, MergeReportPage
from termbase.site.views.reports import (
    AskedEntry,
    DecidedSame,
    DistinctTerms,
    DoubtfulMerge,
    MergedEntry,
    MergedTerm,
    MergeLetter,
    NamelessEntry,
    OpenQuestion,
    SimilarTerms,
    SourceTally,
    Tally,
)


def merges(site: Site) -> Iterator[Page]:
    """The report, and a page per letter if there is much."""
    report = merge_report(site.termbase)
    yield made(site, "merges/index", lambda here: _report(here, report), listed=True, searchable=False, wide=True)
    for group in report.letters:
        yield _letter(site, report, group)


def _letter(site: Site, report: MergeReport, group: Group) -> Page:
    return made(
        site,
        f"merges/{group.anchor}",
        lambda here: MergeLetterPage(
            title=site.sentences.text("merges.letter", letter=group.letter),
            description=site.sentences.text(
                "merges.letter-description", letter=group.letter, glossary=site.termbase.title
            ),
            letter=group.letter,
            letters=_letters(here, report),
            terms=_merged(here, group.concepts),
        ),
        under="merges",
        searchable=False,
        indexed=False,
        wide=True,
    )


def _report(here: LinksFrom, report: MergeReport) -> MergeReportPage:
    base = here.site.termbase
    decided = tuple(_decided(here, report))
    say = here.site.sentences.text
    return MergeReportPage(
        title=here.site.title(Part.MERGES),
        description=say("merges.description", n=report.entries, glossary=base.title),
        sections=sections(
            {
                "questions": (say("merges.questions"), report.questions),
                "doubtful": (say("merges.doubtful"), report.doubtful),
                "unresolved": (say("merges.unresolved"), base.unresolved),
                "suggestions": (say("merges.suggestions"), True),
                "distinct": (say("merges.distinct"), base.distinct),
                "decided": (say("merges.decided"), decided),
                "merged": (say("merges.merged"), report.merged),
            }
        ),
        rules=tuple(Tally(name=rule.value, entries=count) for rule, count in report.rules),
        risks=tuple(Tally(name=risk.value, entries=count) for risk, count in report.risks),
        sources=tuple(_source(here, item) for item in report.sources) if report.rules else (),
        questions=tuple(_question(here, question) for question in report.questions[:SHOWN]),
        more_questions=max(0, len(report.questions) - SHOWN),
        doubtful=tuple(
            DoubtfulMerge(
                term=here.term(item.concept),
                cited=here.cited(item.account.entry),
                risk=item.account.risk.value,
                signs=weighed(item.account.signs, here.site.sentences),
            )
            for item in report.doubtful[:SHOWN]
        ),
        more_doubtful=max(0, len(report.doubtful) - SHOWN),
        unresolved=tuple(_nameless(here, item) for item in base.unresolved),
        suggestions=tuple(
            SimilarTerms(
                a=here.term(base.by_id[item.a]),
                b=here.term(base.by_id[item.b]),
                score=item.score,
                evidence=tuple(map(here.site.sentences.reason, item.evidence)),
            )
            for item in report.suggestions[:SHOWN]
        ),
        more_suggestions=max(0, len(report.suggestions) - SHOWN),
        distinct=tuple(
            DistinctTerms(a=here.term(base.by_id[pair.a]), b=here.term(base.by_id[pair.b]), reason=pair.reason)
            for pair in base.distinct
        ),
        decided=decided,
        merged=len(report.merged),
        letters=_letters(here, report),
        terms=() if report.letters else _merged(here, report.merged),
    )


def _source(here: LinksFrom, item: SourceCount) -> SourceTally:
    return SourceTally(
        source=here.source(item.source),
        entries=item.entries,
        merged=item.merged,
        doubtful=item.doubtful,
        questions=item.questions,
    )


def _question(here: LinksFrom, question: Question) -> OpenQuestion:
    if question.concepts is None:
        raise ValueError("a question is shown before its concepts have ids")
    a, b = (
        AskedEntry(term=here.term(here.site.termbase.by_id[id]), cited=here.cited(entry) if entry.source else None)
        for id, entry in zip(question.concepts, (question.a, question.b), strict=True)
    )
    return OpenQuestion(entries=(a, b), signs=weighed(question.signs, here.site.sentences))


def _nameless(here: LinksFrom, item: Unresolved) -> NamelessEntry:
    return NamelessEntry(
        cited=here.cited(item.entry),
        text=here.rich(here.site.texts.unresolved[item.entry.key], inline=True),
        reason=here.site.sentences.reason(item.reason),
        candidates=here.terms(item.candidates),
    )


def _decided(here: LinksFrom, report: MergeReport) -> Iterator[DecidedSame]:
    for item in report.decided:
        decision, id = item.stored.decision, item.concepts[0]
        if decision.same_as:
            yield DecidedSame(
                term=here.term(here.site.termbase.by_id[id]) if id else None,
                entries=decision.same_as,
                reason=decision.reason,
                date=decision.date or "",
            )


def _letters(here: LinksFrom, report: MergeReport) -> tuple[MergeLetter, ...]:
    return tuple(
        MergeLetter(letter=g.letter, href=here.page(f"merges/{g.anchor}"), terms=len(g.concepts))
        for g in report.letters
    )


def _merged(here: LinksFrom, concepts: Sequence[Concept]) -> tuple[MergedTerm, ...]:
    return tuple(
        MergedTerm(
            term=here.term(concept),
            entries=tuple(
                MergedEntry(
                    cited=here.cited(account.entry),
                    headword=account.entry.headword,
                    rule=account.rule.value,
                    because=here.site.sentences.reason(account.because),
                    repeats=account.duplicate_of or "",
                    reviewed=reviewed(account),
                )
                for account in concept.evidence
            ),
        )
        for concept in concepts
    )
