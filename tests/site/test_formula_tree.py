"""The family tree of metrics."""

from bs4 import BeautifulSoup

from termbase.site.pages import pages
from termbase.site.render import render
from termbase.site.views import FormulaTreePage
from tests.site.test_pages import body, concept, made

RETAINED = r"\text{%s} = \frac{\text{base} %s - \text{Losses}}{\text{base}} \times 100"
FILES = {
    "concepts/net.yml": concept("Net kept", formula=RETAINED % ("net kept", r"+ \text{gains}"), related=["loss"]),
    "concepts/gross.yml": concept("Gross kept", formula=RETAINED % ("gross kept", "")),
    "concepts/loss.yml": concept("Loss", synonyms=["losses"]),
    "concepts/kept.yml": concept("Kept index", formula=r"\text{kept index} = \text{net kept} \times 2"),
    "concepts/alone.yml": concept("Alone", formula=r"\text{alone} = \text{wins} \div \text{tries}"),
    "concepts/a.yml": concept("Yearly sum", formula=r"\text{yearly sum} = \text{monthly sum} \times 12"),
    "concepts/b.yml": concept("Monthly sum", formula=r"\text{monthly sum} = \frac{\text{yearly sum}}{12}"),
}


def test_formulas_that_share_a_quantity_are_one_group_and_others_are_left_out() -> None:
    (view,) = (page.view for page in pages(made(FILES)) if isinstance(page.view, FormulaTreePage))
    assert [sorted(metric.term.id for metric in group.metrics) for group in view.groups] == [
        ["gross", "kept", "net"],
        ["a", "b"],
    ]
    group = view.groups[0]
    assert {"".join(node.box.lines): bool(node.term) for node in group.nodes} == {
        "base": False,
        "gains": False,
        "Loss": True,
        "Net kept": True,
        "Gross kept": True,
        "Kept index": True,
    }
    effects = [line.effect for line in group.lines]
    assert {kind: effects.count(kind) for kind in effects} == {"varies": 1, "raises": 3, "lowers": 2}


def test_the_list_says_in_words_what_the_drawing_shows() -> None:
    soup = BeautifulSoup(body(FILES, "graph/formulas"), "html.parser")
    told = {row.dt.get_text(" ", strip=True): " ".join(row.dd.get_text().split()) for row in soup.select("dl > div")}
    assert told["Net kept"] == "Rises with gains. Falls with Losses. Also depends on base."
    assert told["Kept index"] == "Rises with net kept."
    links = {link["data-term"] for link in soup.select("svg a[role=link]")}
    assert links == {"net", "gross", "loss", "kept", "a", "b"}


def test_map_and_terms_lead_to_the_tree_and_a_term_that_is_not_in_it_does_not() -> None:
    bodies = {item.page.path: BeautifulSoup(item.html, "html.parser") for item in render(made(FILES))}

    def ways(path: str) -> list[str]:
        return [link["href"] for link in bodies[path].select('a[href*="formulas/"]')]

    (group,) = (group for group in bodies["graph/formulas"].select("h2") if "2 more" in group.get_text())
    assert ways("graph/index") == ["formulas/"]
    for id in ("net", "gross", "loss", "kept"):
        assert ways(f"terms/{id}") == [f"../../graph/formulas/#{group['id']}"]
    assert not ways("terms/alone")


def test_without_shared_quantities_there_is_no_page() -> None:
    files = {name: FILES[name] for name in ("concepts/alone.yml", "concepts/loss.yml")}
    files["concepts/net.yml"] = FILES["concepts/net.yml"]
    assert "graph/formulas" not in {page.path for page in pages(made(files))}


def test_a_group_too_large_to_draw_is_a_list() -> None:
    files = {
        f"concepts/m{n}.yml": concept(f"Sum {n}x", formula=rf"\text{{sum {n}x}} = \text{{shared}} + \text{{part {n}y}}")
        for n in range(40)
    } | {"concepts/loss.yml": FILES["concepts/loss.yml"], "concepts/net.yml": FILES["concepts/net.yml"]}
    soup = BeautifulSoup(body(files, "graph/formulas"), "html.parser")
    assert not soup.select(".tb-tree__drawing")
    assert len(soup.select("dl > div")) == 40
