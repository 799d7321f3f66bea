"""Where numbers come from: sources that a reader can follow, and no fitted number that passes for evidence."""

import re
import tomllib

from model import Parameters
from model.declaring import FITTED

INFOS = Parameters().describe()
GROUP = re.compile(r"\b(literature|facts) (\d+)")
WORK = re.compile(r"\b([A-Z][a-z]+)(?:, [A-Z][a-z]+)*(?: and (?:[A-Z][a-z]+|others))? ((?:19|20)\d\d)\b")
NO_AUTHOR = {
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December", "Bank", "Reserve"),
}


def literature(project):
    return (project / "docs" / "literature.md").read_text(encoding="utf-8")


def test_every_group_that_a_parameter_names_is_in_the_list_of_sources(project):
    works, _, facts = literature(project).partition("## Facts")
    listed = {("literature", number) for number in re.findall(r"^\*\*(\d+)\.", works, re.MULTILINE)}
    listed |= {("facts", number) for number in re.findall(r"^(\d+)\. ", facts, re.MULTILINE)}
    named = {group for info in INFOS for group in GROUP.findall(info.source)}
    assert named
    assert named - listed == set()


def test_every_work_that_a_rule_or_the_odd_document_cites_is_in_the_list_with_its_year(project):
    files = [*(project / "agents").glob("*.py"), *(project / "model").rglob("*.py"), project / "docs/odd.md"]
    cited = {work for file in files for work in WORK.findall(file.read_text(encoding="utf-8"))}
    cited = {(author, year) for author, year in cited if author not in NO_AUTHOR}
    assert len(cited) > 20
    lines = literature(project).splitlines()
    missing = {it for it in cited if not any(it[0] in line and it[1] in line for line in lines)}
    assert missing == set()


def test_the_numbers_set_with_2020_to_2025_in_view_are_those_that_validation_lists(project):
    text = (project / "docs" / "validation.md").read_text(encoding="utf-8")
    listed = text.partition("**Numbers set with 2020 to 2025 in view:**")[2].partition("\nAll stay")[0]
    said = {info.name for info in INFOS if FITTED in info.source}
    assert said == set(re.findall(r"`(\w+)`", listed))


def test_who_cites_the_program_cites_the_version_that_it_has(project):
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\nversion: {declared}\n" in (project / "CITATION.cff").read_text(encoding="utf-8")
