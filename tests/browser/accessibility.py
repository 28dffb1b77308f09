"""What axe finds on a page."""

from typing import Any, Final

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

from tests.thorough import THOROUGH

ENOUGH: Final = 3
"""Of texts that look the same, how many axe looks at for their colors, except in the thorough run."""
ALIKE: Final = """(root, enough) => {
  const own = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "position", "zIndex",
    "fontSize", "fontWeight", "textShadow", "textDecorationLine", "clip", "clipPath", "visibility"];
  const numbers = new Map();
  const number = (text) => {
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text);
  };
  const seen = new Map();
  const left = [];
  const alike = (element, around) => {
    const style = getComputedStyle(element);
    const look = number([around, element.localName, element.className, ...own.map((name) => style[name])].join("|"));
    const parts = [...element.children].filter((child) => alike(child, look));
    const said = [...element.childNodes].map((node) => node.nodeType === Node.TEXT_NODE ? node.data.trim() : "").join("");
    let same = !element.matches("input, select, textarea, svg, iframe, object") && !element.shadowRoot;
    if (same && said) {
      const box = element.getBoundingClientRect();
      same = element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1 && box.right > 0;
      const key = `${look} ${said.length > 1}`;
      if (same) seen.set(key, (seen.get(key) ?? 0) + 1);
      same = same && seen.get(key) > enough;
    }
    if (same && parts.length === element.children.length) return true;
    left.push(...parts);
    return false;
  };
  alike(root, 0);
  return left;
}"""
"""The parts of a page in which each text has the colors of others, and so has everything that is painted behind it.

What is not shown, and what has a field, is never among them: whether it looks the same cannot be known.
"""
RUN: Final = f"""async ({{ within, options, enough }}) => {{
  const root = within ? document.querySelector(within) : document.documentElement;
  if (!enough || options.runOnly) return axe.run(root, options);
  const colors = ["color-contrast", "link-in-text-block"];
  const off = Object.fromEntries(colors.map((rule) => [rule, {{ enabled: false }}]));
  const others = await axe.run(root, {{ ...options, rules: off }});
  const found = await axe.run({{ include: [root], exclude: ({ALIKE})(root, enough) }}, {{ ...options, runOnly: colors }});
  return {{ ...others, violations: [...others.violations, ...found.violations] }};
}}"""


def problems(page: Page, *, within: str | None = None, whole: bool = THOROUGH, **options: Any) -> str:
    """A report of the violations that axe finds, or nothing.

    Nodes without a violation are not handed over, which halves the time of a long page. To find what is painted behind
    each text takes three quarters of the rest, so that is done for a few of those that look the same.

    Args:
        page: The page, as it is now.
        within: Selector of the part of the page to look at.
        whole: Whether to look at the colors of every text.
        options: Further options of `axe.run`.
    """
    page.evaluate(AXE_SCRIPT)
    given = {"resultTypes": ["violations"], **options}
    found = AxeResults(page.evaluate(RUN, {"within": within, "options": given, "enough": 0 if whole else ENOUGH}))
    return str(found.generate_report()) if found.response["violations"] else ""
