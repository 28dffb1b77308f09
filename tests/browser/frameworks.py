"""React and Vue as one script each, from the npm registry.

They are not part of the repository: the first test that needs them installs them into `build/`,
and says so where they cannot be had.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
CACHE: Final = ROOT / "build" / "frameworks"
VERSIONS: Final = {"react": "19.2.0", "react-dom": "19.2.0", "scheduler": "0.27.0", "vue": "3.5.22"}
_MODULES: Final = {
    "scheduler": "scheduler/cjs/scheduler.production.js",
    "react": "react/cjs/react.production.js",
    "react-dom": "react-dom/cjs/react-dom.production.js",
    "react-dom/client": "react-dom/cjs/react-dom-client.production.js",
}
_LOADER: Final = """
const made = {};
const require = (name) => {
  if (!made[name]) {
    made[name] = { exports: {} };
    modules[name](require, made[name], made[name].exports);
  }
  return made[name].exports;
};
window.React = require("react");
window.ReactDOM = { ...require("react-dom"), ...require("react-dom/client") };
"""


def installed() -> Path:
    """The folder of the packages, or a failure that says what to do."""
    modules = CACHE / "node_modules"
    if all(_version(modules / name) == version for name, version in VERSIONS.items()):
        return modules
    if not shutil.which("npm"):
        pytest.skip("npm IS NOT INSTALLED: REACT AND VUE WERE NOT TRIED")
    CACHE.mkdir(parents=True, exist_ok=True)
    (CACHE / "package.json").write_text(json.dumps({"private": True, "dependencies": VERSIONS}), "utf-8")
    done = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=CACHE,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"THE NPM REGISTRY IS OUT OF REACH: REACT AND VUE WERE NOT TRIED. {done.stderr[-500:]}")
    return modules


def _version(package: Path) -> str:
    file = package / "package.json"
    return json.loads(file.read_text("utf-8"))["version"] if file.is_file() else ""


def react() -> str:
    """React with its renderer, as `React` and `ReactDOM`."""
    folder = installed()
    modules = ",".join(
        f"{json.dumps(name)}: (require, module, exports) => {{\n{(folder / path).read_text('utf-8')}\n}}"
        for name, path in _MODULES.items()
    )
    return f"(() => {{\nconst process = {{ env: {{}} }};\nconst modules = {{{modules}}};\n{_LOADER}\n}})();"


def vue() -> str:
    """Vue, as `Vue`."""
    return (installed() / "vue" / "dist" / "vue.runtime.global.prod.js").read_text("utf-8")
