"""The neighbourhood of a term and the map of all: drawn when the site is built, moved by its readers."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from termbase.site.pages import pages
from termbase.site.render import renderer
from termbase.site.sentences.script import sentences_script
from tests.browser.accessibility import problems
from tests.browser.conftest import Opened
from tests.conftest import concept, dump
from tests.exports.sites import made

MAP = "/graph/"
ASSETS = Path(__file__).parents[2] / "plugins/termbase/theme/assets/termbase"
BOXES = """(selector) => [...document.querySelectorAll(selector)].map((frame) => {
  const text = frame.parentNode.querySelector("text").getBoundingClientRect();
  const { left, top, right, bottom } = frame.getBoundingClientRect();
  return { left, top, right, bottom, text: [text.left, text.top, text.right, text.bottom] };
})"""
TERMS = (
    "churn",
    "customer-success-metric",
    "customer-success-manager",
    "net-revenue-retention",
    "c-suite",
    "customer-relationship-management",
    "small-and-medium-sized-business",
)
METRICS = re.compile(r"Show Metrics, \d+ terms")
NAMES = {"rules": {"label-content-name-mismatch": {"enabled": True}}}
"""Options for axe: also the rule that a name holds the text that is seen, which is not among its defaults."""
Box = dict[str, Any]


def boxes(page: Page, selector: str) -> list[Box]:
    """Frames of labels as they are on the screen, each with the place of its text."""
    found: list[Box] = page.evaluate(BOXES, selector)
    return found


def check(found: list[Box]) -> None:
    """No frame touches another, and every text lies within its frame."""
    assert found
    for box in found:
        left, top, right, bottom = box["text"]
        assert box["left"] <= left + 0.5
        assert right - 0.5 <= box["right"]
        assert box["top"] <= top + 1.5
        assert bottom - 1.5 <= box["bottom"]
    for a, b in combinations(found, 2):
        apart = (
            a["right"] <= b["left"] + 0.5
            or b["right"] <= a["left"] + 0.5
            or a["bottom"] <= b["top"] + 0.5
            or b["bottom"] <= a["top"] + 0.5
        )
        assert apart, (a, b)


def spoken(page: Page, selector: str) -> list[str]:
    """Names of elements as the browser tells them to a screen reader."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.getDocument")
    names = []
    for element in page.locator(selector).all():
        element.evaluate("(node) => (window.asked = node)")
        node = session.send("Runtime.evaluate", {"expression": "asked"})["result"]["objectId"]
        tree = session.send("Accessibility.getPartialAXTree", {"objectId": node, "fetchRelatives": False})
        names.append(tree["nodes"][0]["name"]["value"])
    return names


OUTSIDE = """(islands) => {
  const map = document.querySelector("[data-map-drawing]").getBoundingClientRect();
  return islands.filter((island) => {
    const bubble = island.querySelector(".tb-map__bubble").getBoundingClientRect();
    const [x, y] = [(bubble.left + bubble.right) / 2, (bubble.top + bubble.bottom) / 2];
    const corners = [...island.querySelectorAll(".tb-map__middle tspan:not(.tb-map__count)")].flatMap((line) => {
      const { left, right, top, bottom } = line.getBoundingClientRect();
      return [left, right].flatMap((side) => [[side, top + 3], [side, bottom - 3]]);
    });
    return bubble.left < map.left || bubble.right > map.right
      || corners.some(([a, b]) => Math.hypot((a - x) / bubble.width, (b - y) / bubble.height) > 0.5);
  }).map((island) => island.textContent.trim());
}"""
"""Categories whose title touches the edge of its bubble, or whose bubble leaves the map."""


class TestNeighbourhood:
    """The drawing on a term's page, which takes the place of the list when a reader asks for it."""

    @pytest.fixture
    def opened(self, opened: Opened) -> Opened:
        """Opens a page of a term with its drawing."""

        @contextmanager
        def open_drawing(path: str, **settings: Any) -> Iterator[Page]:
            with opened(path, **settings) as page:
                if page.locator("#all-relations").is_hidden():
                    page.get_by_role("heading", name="Related terms").click()
                page.get_by_text("Show as a diagram", exact=True).click()
                yield page

        return open_drawing

    def test_there_is_the_list_or_the_drawing(self, opened: Opened) -> None:
        with opened("/terms/net-revenue-retention/", java_script_enabled=False) as page:
            shown, listed = page.locator(".tb-near__drawing:visible"), page.locator("#all-relations")
            expect(shown).to_have_count(1)
            expect(listed).to_be_hidden()
            page.locator(".tb-near__drawing:visible a", has_text="more").click()
            expect(listed).to_be_visible()
            page.get_by_text("Show as a diagram", exact=True).click()
            expect(shown).to_have_count(0)
            expect(listed).to_be_visible()

    @pytest.mark.parametrize("id", TERMS)
    def test_labels_fit_do_not_touch_and_can_be_read(self, opened: Opened, id: str) -> None:
        with opened(f"/terms/{id}/") as page:
            for far in (False, True):
                page.get_by_label("Two steps").set_checked(far)
                for width in (1280, 700, 390, 320):
                    page.set_viewport_size({"width": width, "height": 900})
                    drawing = page.locator(".tb-near__drawing:visible")
                    shape = "far" if far else "wide" if width > 390 else "narrow"
                    expect(drawing).to_have_class(f"tb-near__drawing tb-near__drawing--{shape}")
                    check(boxes(page, f".tb-near__drawing--{shape} rect"))
                    letters: float = drawing.evaluate("(svg) => 12 * svg.getScreenCTM().a")
                    assert 11 <= letters <= 15

    @pytest.mark.parametrize("width", [1280, 320])
    @pytest.mark.parametrize("id", ["churn", "customer-success-metric", "customer-health-score"])
    def test_it_says_the_same_as_the_lists(self, opened: Opened, id: str, width: int) -> None:
        with opened(f"/terms/{id}/", width=width) as page:
            told = page.locator("#all-relations a, #contrast ~ .tb-pairs:first-of-type dt a").evaluate_all(
                "(all) => all.map((a) => a.href)"
            )
            nodes = page.locator(".tb-near__drawing:visible a[data-term]")
            drawn = nodes.evaluate_all("(all) => all.map((a) => a.href.baseVal)")
            assert {href.rpartition("../")[2] for href in drawn} <= {href.rpartition("terms/")[2] for href in told}
            more = page.locator(".tb-near__drawing:visible a[*|href='#all-relations']").all_text_contents()
            assert len(drawn) + sum(int(text.split()[1]) for text in more) == len(told)
            assert len(drawn) + len(more) <= 16

    @pytest.mark.parametrize("far", [False, True], ids=["one step", "two steps"])
    def test_every_node_is_named_as_its_page_is(self, opened: Opened, built: Path, far: bool) -> None:
        terms = {term["id"]: term["term"] for term in json.loads((built / "api/v1/terms.json").read_text())["terms"]}
        with opened("/terms/customer-success/") as page:
            if far:
                page.get_by_label("Two steps").check()
            found = spoken(page, ".tb-near__drawing:visible a[data-term]")
            broken = page.locator(".tb-near__drawing:visible a:has(tspan + tspan)")
            assert broken.count() > 3
            assert found == [
                terms[id]
                for id in page.locator(".tb-near__drawing:visible a[data-term]").evaluate_all(
                    "(all) => all.map((a) => a.dataset.term)"
                )
            ]
            assert not page.locator(".tb-near [title], .tb-near title").count()

    def test_a_kind_of_line_can_be_hidden_with_its_terms(self, opened: Opened) -> None:
        with opened("/terms/churn/") as page:
            node = page.locator(".tb-near__drawing:visible a[data-term=at-risk-account]")
            other = page.locator(".tb-near__drawing:visible a[data-term=churn-rate]")
            rows = page.locator(".tb-relations tr:visible").count()
            choice = page.get_by_role("checkbox", name="Related", exact=True)
            choice.focus()
            page.keyboard.press("Space")
            expect(choice).not_to_be_checked()
            expect(node).not_to_be_visible()
            expect(page.locator(".tb-near__drawing--wide .tb-of--related path").first).not_to_be_visible()
            expect(other).to_be_visible()
            assert page.locator(".tb-relations tr:visible").count() == rows
            page.get_by_label("Two steps").check()
            expect(node).not_to_be_visible()
            expect(other).to_be_visible()
            choice.check()
            expect(node).to_be_visible()

    def test_where_all_lines_are_of_one_kind_there_is_nothing_to_choose(self, opened: Opened) -> None:
        with opened("/terms/value-proposition/") as page:
            expect(page.locator(".tb-legend li:visible")).to_have_text("Related")
            expect(page.locator(".tb-legend input:visible")).to_have_count(0)
            page.get_by_label("Two steps").check()
            expect(page.locator(".tb-legend input:visible")).to_have_count(page.locator(".tb-legend li").count())
            page.get_by_role("checkbox", name="Related", exact=True).uncheck()
            node = page.locator(".tb-near__drawing:visible a[data-term=prospect]")
            expect(node).not_to_be_visible()
            page.get_by_label("Two steps").uncheck()
            expect(node).to_be_visible()

    def test_two_steps_far_stand_the_neighbours_of_neighbours(self, opened: Opened, built: Path) -> None:
        terms = {term["id"]: term for term in json.loads((built / "api/v1/terms.json").read_text())["terms"]}

        def near(id: str) -> set[str]:
            return {other for kind in terms[id]["relations"].values() for other in kind}

        with opened("/terms/customer-success-manager/") as page:
            assert page.locator(".tb-near__drawing--far").count() == 0
            page.get_by_label("Two steps").check()
            found = set(
                page.locator(".tb-near__drawing--far g g:not(.tb-near__centre) a").evaluate_all(
                    "(all) => all.map((a) => a.dataset.term)"
                )
            )
            first = near("customer-success-manager")
            second = set().union(*map(near, first)) - first - {"customer-success-manager"}
            assert len(found) >= 8
            assert found <= second
            more = page.locator(".tb-near__drawing--far > a")
            expect(more).to_have_text(f"+ {len(second - found)} more")
            more.click()
            page.wait_for_url("**/graph/#term=customer-success-manager")
            expect(page.locator(".tb-map__node.is-chosen")).to_have_attribute("data-term", "customer-success-manager")

    def test_two_steps_work_from_a_disk_and_send_no_request(self, browser: Browser, built: Path) -> None:
        with browser.new_context() as context:
            page = context.new_page()
            page.goto((built / "terms/churn/index.html").as_uri())
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            page.get_by_text("Show as a diagram", exact=True).click()
            page.get_by_label("Two steps").check()
            page.locator(".tb-near__drawing--far g g a[data-term]").first.hover()
            expect(page.locator("#termbase-preview")).to_be_visible()
            assert not [address for address in asked if "favicon" not in address]

    def test_without_script_the_legend_is_plain(self, opened: Opened) -> None:
        with opened("/terms/churn/", java_script_enabled=False) as page:
            expect(page.locator(".tb-near__drawing:visible")).to_have_count(1)
            assert page.locator(".tb-near figcaption").inner_text().split("\n") == [
                "Narrower",
                "Not to be confused with it",
                "Related",
                "See it on the map",
            ]
            expect(page.locator(".tb-near input:visible")).to_have_count(0)

    @pytest.mark.parametrize("width", [1280, 320])
    def test_its_choices_are_large_enough_to_hit_and_show_their_focus(self, opened: Opened, width: int) -> None:
        with opened("/terms/customer-success-manager/", width=width) as page:
            for label in page.locator(".tb-near figcaption label:visible").all():
                box = label.bounding_box()
                assert box
                assert min(box["width"], box["height"]) >= 24
            page.get_by_label("Two steps").focus()
            page.keyboard.press("Shift+Tab")
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"

    @pytest.mark.parametrize("id", ["churn", "customer-success-metric"])
    @pytest.mark.parametrize("width", [1280, 320])
    def test_nothing_moves_when_the_script_makes_it_work(self, opened: Opened, id: str, width: int) -> None:
        places = """() => [...document.querySelectorAll(".tb-near li, .tb-near figcaption > *, .tb-near__drawing")]
          .map((part) => part.getBoundingClientRect()).map(({ x, y, width }) => [x, y, width])"""
        with opened(f"/terms/{id}/", width=width) as page:
            live = page.evaluate(places)
            page.locator(".tb-near").evaluate("(figure) => figure.classList.remove('is-live')")
            expect(page.locator(".tb-near input:visible")).to_have_count(0)
            assert page.evaluate(places) == live

    @pytest.mark.parametrize("far", [False, True], ids=["one step", "two steps"])
    @pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
    def test_axe_finds_nothing(self, opened: Opened, scheme: str, width: int, far: bool) -> None:
        with opened("/terms/customer-success/", width=width, scheme=scheme, reduced_motion="reduce") as page:
            if far:
                page.get_by_label("Two steps").check()
            assert problems(page, **NAMES) == ""
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0

    def test_its_boxes_are_links_for_keys_and_pointers(self, opened: Opened) -> None:
        with opened("/terms/churn/") as page:
            box = page.locator(".tb-near__drawing:visible a").first
            box.focus()
            expect(box).to_be_focused()
            page.keyboard.press("Enter")
            page.wait_for_url("**/terms/involuntary-churn/")

    def test_lines_differ_by_more_than_their_colour(self, opened: Opened) -> None:
        with opened("/terms/churn/") as page:

            def dashes(kind: str) -> str:
                found: str = page.locator(f".tb-near__drawing .tb-of--{kind} > path").first.evaluate(
                    "(line) => getComputedStyle(line).strokeDasharray"
                )
                return found

            assert dashes("contrast") != dashes("related") == "none"
            legend = [text.strip() for text in page.locator(".tb-near .tb-legend li:visible").all_text_contents()]
            assert legend == ["Narrower", "Not to be confused with it", "Related"]

    def test_it_leads_to_its_place_on_the_map(self, opened: Opened) -> None:
        with opened("/terms/churn/") as page:
            page.get_by_role("link", name="See it on the map").click()
            expect(page.locator(".tb-map__node.is-chosen")).to_have_attribute("data-term", "churn")
            expect(page.locator("[data-map-status]")).to_contain_text("Churn: 13 terms next to it")

    def test_it_is_there_in_forced_colours(self, opened: Opened) -> None:
        with opened("/terms/churn/", forced_colors="active") as page:
            for selector in (".tb-near rect", ".tb-near g > path", ".tb-near .tb-line"):
                stroke = page.locator(selector).first.evaluate("(shape) => getComputedStyle(shape).stroke")
                assert stroke == "rgb(0, 0, 0)", selector


def scale(page: Page) -> float:
    """Pixels per unit of the map."""
    found: float = page.locator("[data-map-view]").evaluate("(view) => view.transform.baseVal.consolidate().matrix.a")
    return found


def place(node: Locator) -> tuple[float, float]:
    """Where a node is on the screen."""
    box = node.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


class TestMap:
    """The map of all terms."""

    def test_labels_do_not_touch_at_any_magnification(self, opened: Opened) -> None:
        with opened(MAP, reduced_motion="reduce") as page:
            for _ in range(5):
                check(boxes(page, ".tb-map__node.is-named rect"))
                page.locator("[data-map-zoom=in]").click()

    def test_closer_by_there_are_more_labels_until_all_are_there(self, opened: Opened) -> None:
        with opened(MAP, reduced_motion="reduce") as page:
            named = page.locator(".tb-map__node.is-named")
            counts = []
            for _ in range(5):
                counts.append(named.count())
                page.locator("[data-map-zoom=in]").click()
            assert counts == sorted(counts)
            assert counts[0] >= 25
            assert counts[-1] == page.locator(".tb-map__node").count()

    def test_labels_do_not_touch_around_a_chosen_term(self, opened: Opened) -> None:
        with opened(f"{MAP}#term=customer-success-manager", reduced_motion="reduce") as page:
            check(boxes(page, ".tb-map__node.is-named rect"))
            assert page.locator(".tb-map__node.is-on").count() > 10
            expect(page.locator(".tb-map__node.is-chosen rect")).to_be_visible()

    def test_a_phone_opens_it_with_its_categories(self, opened: Opened) -> None:
        with opened(MAP, width=390, reduced_motion="reduce", has_touch=True, is_mobile=True) as page:
            expect(page.locator(".tb-map")).to_have_class("tb-map is-live is-overview")
            expect(page.locator(".tb-map__node").first).not_to_be_visible()
            metrics = page.get_by_role("button", name=METRICS)
            metrics.tap()
            expect(page.locator(".tb-map__node[data-category=metrics]").first).to_be_visible()
            check(boxes(page, ".tb-map__node.is-named rect"))
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0

    def test_titles_of_categories_do_not_touch_on_a_phone(self, opened: Opened) -> None:
        with opened(MAP, width=390) as page:
            found = page.locator(".tb-map__middle text").evaluate_all(
                "(all) => all.map((text) => { const { left, top, right, bottom } = text.getBoundingClientRect();"
                " return { left, top, right, bottom, text: [left, top, right, bottom] } })"
            )
            check(found)

    def test_buttons_keys_wheel_and_dragging_move_it(self, opened: Opened) -> None:
        with opened(MAP, reduced_motion="reduce") as page:
            drawing = page.locator("[data-map-drawing]")
            whole = scale(page)
            page.locator("[data-map-zoom=in]").click()
            assert scale(page) > whole
            page.locator("[data-map-zoom=all]").click()
            assert scale(page) == pytest.approx(whole)
            drawing.focus()
            page.keyboard.press("+")
            page.keyboard.press("+")
            near = scale(page)
            assert near > whole
            node = page.locator(".tb-map__node").first
            x, y = place(node)
            page.keyboard.press("ArrowRight")
            assert place(node)[0] == pytest.approx(x - 80, abs=1)
            page.keyboard.press("ArrowDown")
            assert place(node)[1] == pytest.approx(y - 80, abs=1)
            box = drawing.bounding_box()
            assert box
            middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] - 12)
            x, y = place(node)
            page.mouse.move(*middle)
            page.mouse.down()
            page.mouse.move(middle[0] + 50, middle[1] + 30, steps=4)
            page.mouse.up()
            assert place(node) == pytest.approx((x + 50, y + 30), abs=1)
            page.mouse.wheel(0, 200)
            page.wait_for_timeout(200)
            assert scale(page) == pytest.approx(near)
            drawing.scroll_into_view_if_needed()
            drawing.hover(position={"x": 20, "y": 20})
            page.keyboard.down("Control")
            page.mouse.wheel(0, 200)
            page.wait_for_timeout(200)
            page.keyboard.up("Control")
            assert scale(page) < near
            drawing.focus()
            page.keyboard.press("0")
            assert scale(page) == pytest.approx(whole)

    def test_two_fingers_magnify_it(self, opened: Opened) -> None:
        with opened(MAP, width=390, has_touch=True, is_mobile=True) as page:
            page.locator("[data-map-drawing]").scroll_into_view_if_needed()
            whole = scale(page)
            box = page.locator("[data-map-drawing]").bounding_box()
            assert box
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            session = page.context.new_cdp_session(page)

            def touch(kind: str, *gaps: int) -> None:
                points = [{"x": x + gap, "y": y, "id": n} for n, gap in enumerate(gaps)]
                session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

            touch("touchStart", -20, 20)
            for gap in (30, 45, 60, 80):
                touch("touchMove", -gap, gap)
            touch("touchEnd")
            assert scale(page) > 2 * whole

    def test_one_press_of_tab_reaches_the_terms_and_arrows_lead_on(self, opened: Opened) -> None:
        with opened(MAP, reduced_motion="reduce") as page:
            page.get_by_role("button", name=METRICS).click()
            page.locator("[data-map-drawing]").focus()
            page.keyboard.press("Tab")
            seen = []
            for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
                seen.append(page.evaluate("document.activeElement.dataset.term"))
                page.keyboard.press(key)
            assert all(seen)
            assert len(set(seen)) >= 3
            expect(page.locator("#termbase-preview")).to_be_visible()
            focused = page.evaluate("document.activeElement.dataset.term")
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/terms/{focused}/")

    def test_a_key_on_a_category_leads_into_it(self, opened: Opened) -> None:
        with opened(MAP, width=390) as page:
            page.get_by_role("button", name=METRICS).focus()
            page.keyboard.press("Enter")
            expect(page.locator(".tb-map__node:focus")).to_have_attribute("data-category", "metrics")

    def test_a_term_can_be_found_by_any_of_its_names(self, opened: Opened) -> None:
        with opened(MAP, reduced_motion="reduce") as page:
            page.get_by_label("Find on the map").fill("white glove")
            expect(page.locator(".tb-map .tb-find__row").first).to_contain_text("High touch")
            page.keyboard.press("Enter")
            expect(page.locator(".tb-map__node.is-chosen")).to_have_attribute("data-term", "high-touch")
            assert page.url.endswith(f"{MAP}#term=high-touch")
            near = page.locator(".tb-map__node.is-on").count()
            page.get_by_label("Two steps").check()
            assert page.locator(".tb-map__node.is-on").count() > near
            expect(page.locator("[data-map-status]")).to_contain_text("within two steps")

    def test_an_address_with_a_term_leads_to_it_and_names_all_that_is_beside_it(self, opened: Opened) -> None:
        for width in (1280, 390):
            with opened(f"{MAP}#term=net-revenue-retention", width=width) as page:
                page.wait_for_timeout(800)
                assert page.locator(".is-overview").count() == 0
                expect(page.locator(".tb-map__node.is-chosen rect")).to_be_in_viewport(ratio=1)
                beneath = page.locator("[data-map-near] a")
                expect(beneath.first).to_have_text("Net revenue retention")
                lit = page.locator(".tb-map__node.is-on").evaluate_all("(all) => all.map((a) => a.href.baseVal)")
                assert sorted(lit) == sorted(beneath.evaluate_all("(all) => all.map((a) => a.getAttribute('href'))"))

    def test_two_steps_wait_for_a_term(self, opened: Opened) -> None:
        with opened(MAP) as page:
            expect(page.get_by_label("Two steps")).to_be_disabled()

    def test_on_a_phone_the_categories_use_the_height_of_the_map(self, opened: Opened) -> None:
        with opened(MAP, width=390) as page:
            frame = page.locator("[data-map-drawing]").bounding_box()
            found = [island.bounding_box() for island in page.locator(".tb-map__bubble").all()]
            assert frame
            tops, bottoms = zip(*((box["y"], box["y"] + box["height"]) for box in found if box), strict=True)
            assert max(bottoms) - min(tops) > 0.8 * frame["height"]
            assert min(tops) >= frame["y"]
            assert max(bottoms) <= frame["y"] + frame["height"]

    def test_the_title_of_a_category_is_within_its_bubble_and_bubbles_within_the_map(self, opened: Opened) -> None:
        with opened(MAP, width=768) as page:
            expect(page.locator(".is-overview")).to_be_attached()
            for width in (768, 390, 360):
                page.set_viewport_size({"width": width, "height": 900})
                page.wait_for_timeout(100)
                outside = page.locator(".tb-map__island").evaluate_all(OUTSIDE)
                assert outside == [], width

    def test_categories_and_relations_filter_it(self, opened: Opened) -> None:
        with opened(MAP, reduced_motion="reduce") as page:
            page.get_by_label("Category").select_option("metrics")
            lit = page.locator(".tb-map__node.is-on").evaluate_all("(all) => all.map((a) => a.dataset.category)")
            assert set(lit) == {"metrics"}
            assert len(lit) == page.locator(".tb-map__node[data-category=metrics]").count() > 20
            contrast = page.locator(".tb-map__edges .tb-line--contrast").first
            expect(contrast).to_be_attached()
            page.get_by_label("Not to be confused").uncheck()
            expect(contrast).not_to_be_visible()

    def test_a_list_says_the_same_without_script(self, opened: Opened) -> None:
        with opened(MAP, java_script_enabled=False) as page:
            expect(page.locator("[data-map-tools]")).not_to_be_visible()
            terms = page.locator(".tb-map__node").count()
            check(boxes(page, ".tb-map__node.is-named rect"))
            page.locator(".tb-map__node.is-named").first.click()
            page.wait_for_url("**/terms/*/")
            page.goto(MAP)
            page.get_by_role("link", name="list", exact=True).click()
            expect(page.locator(".tb-index > li")).to_have_count(terms)

    def test_a_chosen_term_is_shown_with_all_its_neighbors(self, opened: Opened) -> None:
        with opened(f"{MAP}#term=net-revenue-retention", reduced_motion="reduce") as page:
            frame = page.locator("[data-map-drawing]").bounding_box()
            assert frame
            for node in page.locator(".tb-map__node.is-on").all():
                box = node.bounding_box()
                assert box
                assert box["x"] >= frame["x"] - 1
                assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
                assert box["y"] >= frame["y"] - 1
                assert box["y"] + box["height"] <= frame["y"] + frame["height"] + 1
            page.locator("[data-map-drawing]").focus()
            page.keyboard.press("Escape")
            assert page.url.endswith(MAP)
            expect(page.locator(".tb-map.is-overview")).to_have_count(1)

    def test_lines_of_related_terms_are_drawn_on_demand(self, opened: Opened) -> None:
        with opened(MAP, reduced_motion="reduce") as page:
            page.get_by_role("button", name=METRICS).click()
            lines = page.locator(".tb-map__edges .tb-line--related:visible")
            assert lines.count() == 0
            page.get_by_label("Related").check()
            assert lines.count() > 20

    @pytest.mark.parametrize("width", [768, 1024])
    def test_no_button_covers_a_category(self, opened: Opened, width: int) -> None:
        with opened(MAP, width=width) as page:
            buttons = page.locator("[data-map-buttons]").bounding_box()
            drawing = page.locator("[data-map-drawing]").bounding_box()
            assert buttons
            assert drawing
            assert buttons["y"] >= drawing["y"] + drawing["height"]

    @pytest.mark.parametrize("width", [1280, 320])
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing(self, opened: Opened, scheme: str, width: int) -> None:
        with opened(MAP, width=width, scheme=scheme, reduced_motion="reduce") as page:
            for step in ("opened", "found", "chosen"):
                if step == "found":
                    page.get_by_label("Find on the map").fill("churn")
                    expect(page.locator(".tb-map .tb-find__row").first).to_be_visible()
                elif step == "chosen":
                    page.keyboard.press("Enter")
                    expect(page.locator(".tb-map__node.is-chosen")).to_be_visible()
                assert problems(page, **NAMES) == "", step
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the map of a thousand terms, with nothing around it."""
    categories = [{"id": f"c{n}", "title": f"Category {n}"} for n in range(10)]
    terms = {
        f"concepts/t{n}.yml": concept(
            f"Term number {n}", category=f"c{n % 10}", related=[f"t{(n * 7 + 3) % 1000}"] if n % 2 else []
        )
        for n in range(1000)
    }
    site = made({"termbase.yml": dump({"title": "L", "language": "en-US", "categories": categories}), **terms})
    page = next(page for page in pages(site) if page.path == "graph/index")
    root = tmp_path_factory.mktemp("large")
    shutil.copytree(ASSETS, root / "assets/termbase")
    sentences = sentences_script(site.sentences)
    (root / sentences.path).write_bytes(sentences.data)
    (root / "graph").mkdir()
    target = root / "graph/index.html"
    target.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>L</title>'
        '<link rel="stylesheet" href="../assets/termbase/find.css"><body class="md-typeset">'
        f'<main>{renderer(site)(page).html}</main><script src="../assets/termbase/palette.js" defer></script>',
        "utf-8",
    )
    return target


@pytest.fixture
def large_map(browser: Browser, large: Path) -> Iterator[Page]:
    """That page in a browser."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(large.as_uri())
        yield page


def test_a_thousand_terms_open_as_categories_and_can_be_entered(large_map: Page) -> None:
    page = large_map
    expect(page.locator(".tb-map.is-overview")).to_be_visible()
    assert page.locator(".tb-map__node").count() == 1000
    expect(page.locator(".tb-map__node").first).not_to_be_visible()
    page.get_by_role("button", name="Show Category 3, 100 terms").click()
    expect(page.locator(".tb-map__node[data-category=c3]").first).to_be_visible()
    check(boxes(page, ".tb-map__node.is-named rect"))
    for _ in range(4):
        page.locator("[data-map-zoom=in]").click()
    check(boxes(page, ".tb-map__node.is-named rect"))


def test_it_does_without_the_frame_of_the_theme(large_map: Page) -> None:
    page = large_map
    page.get_by_label("Find on the map").fill("term number 77")
    expect(page.locator("[data-map-status]")).to_be_attached()
