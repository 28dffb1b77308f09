"""A shared name is evidence, not proof: what weighs for and against, and what becomes of the unclear."""

from typing import Any

import pytest

from termbase.identity.merge import merge
from termbase.identity.merge.aliases import referred
from termbase.model.vocabulary import Risk
from tests.identity.merge.glossaries import Item, at, glossary, groups, rules

TRAIN = "Movable rails that lead a train from one track to another."
RAILWAY = "Device of a railway at which the way of a train changes."
PEDAL = "Pedal with which a guitarist turns an effect on or off."


def one(*evidence: tuple[str, Item]) -> bool:
    return len(merge(glossary({}, *evidence)).clusters) == 1


@pytest.mark.parametrize(
    ("ours", "theirs", "joined"),
    [
        ({"definition": TRAIN}, {"definition": "Rails that lead a train to another track."}, True),
        ({"definition": TRAIN}, {"definition": PEDAL}, False),
        ({"definition": TRAIN}, {}, True),
        ({"definition": TRAIN, "domain": "rail"}, {"definition": PEDAL, "domain": "music"}, False),
        ({"definition": RAILWAY}, {"definition": TRAIN}, False),
        ({"definition": RAILWAY, "abbreviations": ["SW"]}, {"definition": TRAIN, "abbreviations": ["SW"]}, True),
    ],
    ids=["alike", "nothing in common", "no definition", "domains", "little in common", "one abbreviation"],
)
def test_the_definitions_decide_about_an_ordinary_name(ours: Item, theirs: Item, joined: bool) -> None:
    assert one(("a", at("1", "Switch", **ours)), ("b", at("1", "Switch", **theirs))) is joined


@pytest.mark.parametrize(
    ("a", "b", "joined"),
    [
        ("Cell <grid>", "Cell", True),
        ("Cell <grid>", "Cell (in a grid)", True),
        ("Cell <grid>", "Cell <biology>", False),
        ("B(e) star", "Be star", False),
        ("Customer(s)", "Customers", True),
    ],
)
def test_a_qualifier_is_a_domain_and_a_parenthesis_in_a_word_is_a_letter(a: str, b: str, joined: bool) -> None:
    said = {"definition": "The smallest part into which a whole is divided here."}
    assert one(("a", at("1", a, **said)), ("b", at("1", b, **said))) is joined


def test_an_everyday_word_needs_more_evidence_than_a_word_of_the_field() -> None:
    said = (
        {"definition": "Device that splits a beam of light."},
        {"definition": "Light is bent by it in a laboratory."},
    )
    questions = [
        merge(glossary({}, ("a", at("1", name, **said[0])), ("b", at("1", name, **said[1])))).questions
        for name in ("Plan", "Prism")
    ]
    assert [len(found) for found in questions] == [1, 0]
    assert "“Plan” is also an everyday word" in [sign.words for sign in questions[0][0].signs]


def test_definitions_that_begin_alike_and_related_words_are_evidence() -> None:
    def signs(one: str, other: str) -> dict[str, float]:
        evidence = (("a", at("1", "Prism", definition=one)), ("b", at("1", "Prism", definition=other)))
        merged = merge(glossary({}, *evidence))
        asked = [sign for question in merged.questions for sign in question.signs]
        joined = [sign for cluster in merged.clusters for account in cluster.accounts for sign in account.signs]
        return {sign.words: sign.weight for sign in (*asked, *joined)}

    begun = signs("A body of glass that splits light.", "Solid body between two equal bases.")
    assert begun["both definitions begin with “body”"] > 0
    related = "the definitions share no word besides the name, but use related ones (“identity”, “identifying”)"
    other = signs("Proof of the identity of a subject.", "Paper for identifying people on a journey abroad.")
    nothing = signs("Proof of the height of a subject.", "Paper for measuring people on a journey abroad.")
    assert other[related] > nothing["the definitions share no word besides the name"]


def test_a_link_in_a_chain_does_not_join_ends_that_do_not_fit() -> None:
    texts = {
        "a": "Entity that proves control of an identifier by its keys.",
        "b": "Party in control of keys of an identifier, or manager of rooms and devices.",
        "c": "Manager of rooms in a building, with its heat, light, doors and alarms.",
    }

    def concepts(*sources: str) -> int:
        return len(merge(glossary({}, *((s, at("1", "Controller", definition=texts[s])) for s in sources))).clusters)

    assert [concepts("a", "b"), concepts("b", "c"), concepts("a", "c")] == [1, 1, 2]
    assert concepts("a", "b", "c") == 2


def test_each_entry_goes_to_the_meaning_that_it_fits_best() -> None:
    evidence = (
        ("a", at("1", "Switch", definition=TRAIN)),
        ("a", at("2", "Switch", definition=PEDAL)),
        ("b", at("1", "Switch", definition="Pedal that turns an effect of a guitarist on.")),
        ("c", at("1", "Switch", definition="Rails that lead a train to another track.")),
    )
    assert sorted(groups(merge(glossary({}, *evidence))).values()) == [["a:1", "c:1"], ["a:2", "b:1"]]


def test_versions_of_one_source_are_one_concept() -> None:
    evidence = (
        ("a", at("old", "Datum", definition="What a survey starts from.", superseded="true")),
        ("a", at("new", "Datum", definition="Set of parameters that define the origin of a coordinate system.")),
    )
    (cluster,) = merge(glossary({}, *evidence)).clusters
    assert "superseded" in cluster.accounts[1].because


def test_see_is_an_alias_and_no_definition() -> None:
    evidence = ("a", at("1", "Points", definition="See [[Switch]].")), ("a", at("2", "Switch", definition=TRAIN))
    (cluster,) = merge(glossary({}, *evidence)).clusters
    assert [(entry.key, entry.definition) for entry in cluster.entries] == [("a:1", ""), ("a:2", TRAIN)]
    assert "alias" in rules(cluster).values()


def test_see_without_an_entry_to_see_stays_a_text() -> None:
    (cluster,) = merge(glossary({}, ("a", at("1", "Points", definition="See the timetable.")))).clusters
    assert cluster.entries[0].definition == "See the timetable."


def test_a_chain_of_synonyms_joins_nothing_and_is_asked_about() -> None:
    chain = ["Play", "Drama", "Upset", "Capsizing"]
    evidence = [
        ("a", at(name, name, synonyms=chain[i + 1 : i + 2], definition=f"{'ABCD'[i]} thing of its own kind entirely."))
        for i, name in enumerate(chain)
    ]
    merged = merge(glossary({}, *evidence))
    assert len(merged.clusters) == 4
    assert len(merged.questions) == 3


@pytest.mark.parametrize(("other", "names"), [("Size", ["Scale", "size"]), ("Shape", ["Scale, size"])])
def test_a_comma_separates_names_where_the_source_shows_it(other: str, names: list[str]) -> None:
    evidence = ("a", at("1", "Scale, size", definition="How large a thing is.")), ("a", at("2", other))
    entry = merge(glossary({}, *evidence)).clusters[0].entries[0]
    assert [name.text for name in entry.names] == names


@pytest.mark.parametrize(
    ("name", "names"),
    [("Revoke/Revocation", ["Revoke", "Revocation"]), ("Win/Loss", ["Win/Loss"]), ("Path/Path", ["Path"])],
)
def test_a_slash_separates_forms_of_one_word(name: str, names: list[str]) -> None:
    (entry,) = merge(glossary({}, ("a", at("1", name)))).clusters[0].entries
    assert [found.text for found in entry.names] == names


def test_a_merge_tells_what_it_rests_on() -> None:
    merged = merge(
        glossary({}, ("a", at("1", "Switch", definition="Rails.")), ("b", at("1", "Switch", definition="Tracks.")))
    )
    account = merged.clusters[0].accounts[1]
    assert account.name_alone
    assert account.risk in (Risk.MEDIUM, Risk.HIGH)
    assert account.signs[0].words == "both are called “Switch”"


@pytest.mark.parametrize("sources", [1, 3])
def test_the_number_of_comparisons_grows_with_the_entries_of_a_name_not_with_its_square(sources: int) -> None:
    def comparisons(count: int) -> int:
        evidence: list[tuple[str, dict[str, Any]]] = [
            (f"s{n % sources}", {**at(f"{n}", "Run"), "definition": f"Sense {n}: w{n} w{n * 7 % 50} w{n * 3 % 20}."})
            for n in range(count)
        ]
        return merge(glossary({}, *evidence)).comparisons

    few, many = comparisons(60), comparisons(240)
    assert many < 6 * few


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("NRR", "NRR", "the name does not look like an ordinary word"),
        ("OAuth2", "OAuth2", "the name does not look like an ordinary word"),
        ("Switch", "SWITCH", "one is written in capitals, the other not"),
        ("Switch", "Switch", "“Switch” is also an everyday word"),
        ("Track switch", "Track switch", "the name has several words"),
    ],
)
def test_how_a_name_is_written_is_a_sign_of_its_own(a: str, b: str, words: str) -> None:
    (cluster,) = merge(glossary({}, ("a", at("1", a, definition=TRAIN)), ("b", at("1", b, definition=TRAIN)))).clusters
    said = {sign.words for account in cluster.accounts for sign in account.signs}
    ways = ("the name is", "one is written", "is an everyday word", "the name has")
    assert {sign for sign in said if any(way in sign for way in ways)} <= {words}
    assert words in said


def test_of_several_versions_a_superseded_entry_joins_the_one_it_is_like() -> None:
    evidence = (
        ("a", at("1", "Datum", definition=TRAIN)),
        ("a", at("2", "Datum", definition=PEDAL)),
        ("a", at("old", "Datum", definition=f"{PEDAL[:-1]} again.", superseded="true")),
        ("a", at("older", "Datum", definition="Something else that is no longer said of it.", superseded="true")),
    )
    found = {frozenset(keys) for keys in groups(merge(glossary({}, *evidence))).values()}
    assert frozenset({"a:2", "a:old"}) in found
    assert frozenset({"a:older"}) in found


@pytest.mark.parametrize(
    ("definition", "name"),
    [
        ("See [[cancelation|Churn]].", "Churn"),
        ("See also [[Churn]]", "Churn"),
        ("see: [Churn](churn.md)", "Churn"),
        ("See *[Churn][1]*.", "Churn"),
        ("See “Churn”.", "Churn"),
        ("See Churn for what is lost.", "Churn for what is lost"),
        ("See Churn. It says more.", ""),
        ("Seen often.", ""),
    ],
)
def test_an_entry_that_only_refers_names_what_it_refers_to(definition: str, name: str) -> None:
    (entry,) = glossary({}, ("a", at("1", "Attrition", definition=definition)))
    assert referred(entry) == name
