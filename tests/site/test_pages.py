"""What pages show, and where they belong."""

from bs4 import BeautifulSoup

from termbase.site.pages import pages
from termbase.site.render import render
from tests.conftest import concept, dump, entries, sources
from tests.exports.sites import made

SHARED = {
    "concepts/upsell.yml": concept("Upsell"),
    "concepts/churn.yml": concept("Churn", abbreviations=["CH"]),
    "concepts/chance.yml": concept("Chance", abbreviations=["CH"]),
    "concepts/deal.yml": concept("Deal", synonyms=["sale"]),
    "concepts/order.yml": concept("Order", synonyms=["sale"]),
}


def body(files: dict[str, str], path: str) -> str:
    return next(body.html for body in render(made(files)) if body.page.path == path)


def told(*items: dict[str, str], **concepts: str) -> dict[str, str]:
    """A glossary of one source and its concepts."""
    return {
        "sources.yml": sources("book"),
        "entries/book.yml": entries("book", *items),
        **{f"concepts/{id}.yml": text for id, text in concepts.items()},
    }


def test_what_changed_last_comes_first_and_what_changed_on_one_day_comes_by_name() -> None:
    days = dict.fromkeys(SHARED, "2024-02-28") | {"concepts/upsell.yml": "2024-02-29"}
    home = next(page for page in pages(made(SHARED, updated=days)) if page.path == "index")
    assert [link.term for day in home.view.recent for link in day.terms] == [
        "Upsell",
        "Chance",
        "Churn",
        "Deal",
        "Order",
    ]


def test_a_few_of_many_terms_that_changed_on_one_day_say_nothing() -> None:
    files = {f"concepts/t{n}.yml": concept(f"T{n}") for n in range(8)}
    for newest, shown in ((1, True), (6, True), (7, False)):
        days = {name: "2024-02-29" if n < newest else "2024-02-28" for n, name in enumerate(files)}
        home = next(page for page in pages(made(files, updated=days)) if page.path == "index")
        assert bool(home.view.recent) == shown


def test_the_home_page_shows_what_a_reader_may_find() -> None:
    files = {
        "termbase.yml": "title: T\ncategories: [{id: a, title: A, introduction: 'Start with [[Deal]].'}]\n",
        "concepts/churn.yml": concept("Churn", definition="Loss of a customer.", category="a"),
        "concepts/arr.yml": concept(
            "Annual revenue", abbreviations=["ARR"], definition="What churn and a deal change."
        ),
        "concepts/deal.yml": concept("Deal", synonyms=["sale"], category="a", definition="End of churn."),
        "concepts/order.yml": concept("Order", contrast=[{"term": "deal"}], category="a", definition="Not churn."),
        "concepts/stock.yml": concept("Stock", category="a"),
    }
    home = next(page for page in pages(made(files)) if page.path == "index").view
    assert home.featured.term.id == "churn"
    assert [example.words for example in home.examples] == ["ARR", "sale", "difference between order and deal"]
    assert home.examples[2].href == "terms/order/#contrast"
    assert [[link.term for link in card.names] for card in home.categories] == [["Deal", "Churn", "Order"]]


def test_the_acronym_index_has_one_row_for_each_acronym_and_leads_to_the_first_of_each_letter() -> None:
    files = {
        "termbase.yml": "title: T\nelsewhere: {CLM: contract lifecycle management, XYZ: nothing of ours}\n",
        "concepts/care.yml": concept("Customer lifecycle management", abbreviations=["CLM"]),
        "concepts/base.yml": concept("Customer base", abbreviations=["CB"]),
        "concepts/ball.yml": concept("Curve ball", abbreviations=["CB"]),
        "concepts/nps.yml": concept("Net promoter score", abbreviations=["NPS"], definition="NOT a KPI, in V2 or II."),
    }
    page = body(files, "acronyms/index")
    soup = BeautifulSoup(page, "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in soup.select("tbody tr")]
    assert rows == [
        "CB Curve ball or Customer base",
        "CLM Customer lifecycle management · elsewhere: contract lifecycle management",
        "KPI not spelled out · Used in Net promoter score .",
        "NPS Net promoter score",
    ]
    letters = {link.get_text(): link["href"] for link in soup.select(".tb-letters a")}
    assert letters == {"C": "#CB", "K": "#KPI", "N": "#NPS"}


def test_formulas_make_a_family_tree_in_which_each_term_is_shown_once() -> None:
    formula = r"\text{net revenue} = \text{expansion} - \text{contraction} - \text{lost deals} - \text{seats}"
    files = {
        "concepts/net.yml": concept("Net revenue", formula=formula, related=["expansion"], contrast=[{"term": "deal"}]),
        "concepts/expansion.yml": concept("Expansion"),
        "concepts/contraction.yml": concept("Contraction"),
        "concepts/deal.yml": concept("Lost deal"),
        "concepts/blue.yml": concept("Blue seat", synonyms=["seats"]),
        "concepts/red.yml": concept("Red seat", synonyms=["seats"]),
        "concepts/broken.yml": concept("Broken", formula=r"\text{broken} = \frac{"),
    }
    views = {page.path: page.view for page in pages(made(files))}

    def told(id: str) -> dict[str, list[str]]:
        return {row.kind: [link.term for link in row.terms] for row in views[f"terms/{id}"].relations}

    assert told("net") == {"made_of": ["Expansion", "Contraction"]}, "a contrast and an ambiguous name are left out"
    assert told("expansion") == told("contraction") == {"goes_into": ["Net revenue"]}
    assert not told("red")


def test_a_page_of_meanings_belongs_to_the_acronyms_only_if_it_is_one() -> None:
    under = {page.path: page.under for page in pages(made(SHARED))}
    assert (under["go/ch"], under["go/sale"], under["print/index"], under["terms/churn"]) == (
        "acronyms",
        "terms",
        "terms",
        "",
    )


def test_a_line_is_said_in_words_and_other_places_as_they_are_printed() -> None:
    files = told({"locator": "L57", "term": "Churn"}, {"locator": "p. 12", "term": "Upsell"})
    assert ">, line 57</span></p>" in body(files, "terms/churn")
    assert ">, p. 12</span></p>" in body(files, "terms/upsell")
    source = body(files, "sources/book")
    assert '<tr id="L57">\n<th scope="row">line 57</th>' in source
    assert '<th scope="row">p. 12</th>' in source
    assert "Lines are counted in the text we worked from." in source
    assert "Lines are counted" not in body(told({"locator": "p. 12", "term": "Upsell"}), "sources/book")


def test_a_repeated_entry_names_the_line_of_the_first() -> None:
    again = {"term": "Churn", "definition": "A loss of customers that a vendor would rather keep."}
    page = body(told({"locator": "L3", **again}, {"locator": "L9", **again}), "terms/churn")
    assert "Repeats line 3" in page
    assert "book repeats line 3 with the same text" in page


def test_one_entry_is_not_said_to_be_several() -> None:
    one = body(told({"locator": "L3", "term": "Churn"}, churn=concept("Churn")), "terms/churn")
    same = {"term": "Churn", "definition": "Customers who leave."}
    two = body(told({"locator": "L3", **same}, {"locator": "L9", **same}), "terms/churn")
    assert "Why this entry is here" in one
    assert "Why these entries were merged" in two


def test_the_home_page_calls_categories_what_the_navigation_calls_them() -> None:
    categories = dump({"title": "T", "categories": [{"id": "a", "title": "A"}]})
    files = {"termbase.yml": categories, "concepts/churn.yml": concept("Churn", category="a")}
    assert '<h2 id="categories">Categories' in body(files, "index")


def test_descriptions_count_what_a_page_shows() -> None:
    files = {
        "termbase.yml": "title: T\ncategories: [{id: a, title: A}, {id: b, title: B}, {id: empty, title: E}]\n",
        "sources.yml": sources("s"),
        "concepts/x.yml": concept("X", category="a"),
        "concepts/y.yml": concept("Y", category="b"),
        "entries/s.yml": entries("s", {"locator": "L1", "term": "X"}, {"locator": "L2", "term": "Y"}),
    }
    said = {page.path: page.description for page in pages(made(files))}
    assert said["categories/index"].startswith("The 3 categories of T")
    assert said["sources/s"].startswith("The 2 entries taken from")
    assert said["terms/index"].startswith("All 2 terms of T")
