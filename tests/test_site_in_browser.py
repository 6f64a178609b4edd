"""The website in a browser: readable by all (axe, light and dark), light to load, no wider than a phone, alive without a kernel."""

import asyncio
import os

import pytest
import website
from browser import FLAGS, browser_path

from helpers.course.website import look

pytestmark = pytest.mark.skipif(browser_path() is None, reason="no Chromium")
# A browser takes seconds a page: the suite looks at pages of each kind, `make check-site` (GVC_EVERY_PAGE=1) at every one.
KINDS = ("index", "scorecard", "glossary", "search", "0.1_", "4.5_", "2.2.")  # the last is one for teachers
LOOKED_AT = ("",) if {"GVC_EVERY_PAGE", "GVC_SWEEP"} & set(os.environ) else KINDS
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder, said = website.built(tmp_path_factory)
    assert said.startswith("0\n"), said
    return folder


async def _walk(site, visit, only=("",), jobs=2, **context):
    """Visit pages of the site (all, or those whose name begins so), two at a time; returns all that the visits returned."""
    from playwright.async_api import async_playwright

    async with async_playwright() as p:
        browser = await p.chromium.launch(executable_path=browser_path(), args=FLAGS)
        waiting, said = [f for f in look.pages(site) if f.name.startswith(only)], []

        async def work():
            page = await (await browser.new_context(**context)).new_page()
            while waiting:
                file = waiting.pop()
                said.extend([f"{file.relative_to(site)}: {x}" for x in await visit(page, file)])

        await asyncio.gather(*(work() for _ in range(jobs)))
        await browser.close()
    return said


def test_no_page_has_a_serious_fault_for_those_who_see_or_move_less_in_light_or_dark(site):
    from axe_playwright_python.async_playwright import Axe

    axe = Axe()

    async def visit(page, file):
        await page.goto(file.as_uri())
        found = (await axe.run(page, options=AXE)).response["violations"]
        await page.evaluate("document.documentElement.dataset.theme = 'dark'")
        found += (await axe.run(page, options=COLOURS)).response["violations"]
        return [f"{v['id']} at {v['nodes'][0]['html'][:120]}" for v in found if v["impact"] in ("serious", "critical")]

    assert asyncio.run(_walk(site, visit, LOOKED_AT, reduced_motion="reduce")) == []  # no colour is on its way to another


def test_each_page_is_light_fetches_nothing_from_elsewhere_and_is_no_wider_than_a_phone(site):
    async def visit(page, file):
        asked = []
        page.on("request", lambda r: asked.append(r.url))
        await page.goto(file.as_uri())
        away = [f"fetches {u}" for u in asked if not u.startswith(("file:", "data:"))]
        weight = sum(look.weight(u) for u in set(asked))
        wide = await page.evaluate("document.documentElement.scrollWidth")
        heavy = [f"first view of {weight} bytes"] if weight > look.FIRST_VIEW else []
        return away + heavy + ([f"{wide} wide"] if wide > 390 else [])

    assert asyncio.run(_walk(site, visit, LOOKED_AT, viewport={"width": 390, "height": 800})) == []


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        yield p.chromium.launch(executable_path=browser_path(), args=FLAGS)


def test_an_explorer_answers_by_the_keyboard_without_a_kernel(site, browser):
    page = browser.new_page()
    page.goto(next(site.glob("*/4.5_*.html")).as_uri())
    root = page.locator("[data-explorer]")
    status, picture = root.get_by_role("status"), root.locator("img")
    before = status.inner_text(), picture.get_attribute("alt"), picture.get_attribute("src")
    root.get_by_role("combobox").first.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "words => document.querySelector('[data-explorer] [role=status]').innerText !== words", arg=before[0]
    )
    after = status.inner_text(), picture.get_attribute("alt"), picture.get_attribute("src")
    assert all(a != b for a, b in zip(before, after, strict=True)) and "explorers/" in after[2]
    assert picture.evaluate("i => i.decode().then(() => i.naturalWidth)") == 800
    page.close()


def test_without_javascript_a_lesson_is_whole_and_the_scorecard_filters(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(next(site.glob("*/2.2_*.html")).as_uri())
    solution = page.locator("details", has_text="Solution").first
    assert page.locator("math").count() and not solution.locator("pre").first.is_visible()
    solution.locator("summary").first.click()
    assert solution.locator("pre").first.is_visible()
    page.goto((site / "scorecard.html").as_uri())
    page.locator("#only-2").check()
    shown = page.locator(".gvc-claim:visible")
    assert shown.count() and all(id.startswith("claim-2") for id in shown.evaluate_all("all => all.map(a => a.id)"))
    context.close()
