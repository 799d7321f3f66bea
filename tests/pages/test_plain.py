"""What goes to the browser as it is: sent as JSON, and not looked through for components at every render."""

from __future__ import annotations

import solara

from ui.plain import template


class Texts(dict):
    """Texts that count how often somebody goes through them item by item."""

    walks = 0

    def values(self):
        """Count, and go through them."""
        self.walks += 1
        return super().values()

    def items(self):
        """Count, and go through them."""
        self.walks += 1
        return super().items()


@template("../../ui/header.vue")
def Sign(words: dict, language: str, event_switch=None):  # noqa: N802 - a component
    """A component of some template."""


def shown(element):
    """The widget that an element becomes."""
    box, rendered = solara.render(element, handle_error=False)
    widget = box.children[0]
    return widget, rendered


def test_texts_are_not_looked_through_when_the_page_is_drawn_again():
    words = Texts(greeting="hello")
    widget, rendered = shown(Sign(words=words, language="en"))
    words.walks = 0
    rendered.render(Sign(words=words, language="ja"))
    assert widget.get_state(["language"])["language"] == "ja"
    assert words.walks == 0
    rendered.close()


def test_the_browser_gets_the_value_and_not_its_wrapping():
    widget, rendered = shown(Sign(words={"greeting": "hello"}, language="en"))
    state = widget.get_state(["words", "language"])
    assert (state["words"], state["language"]) == ({"greeting": "hello"}, "en")
    rendered.close()


def test_an_event_of_the_template_reaches_its_callback():
    heard = []
    widget, rendered = shown(Sign(words={}, language="en", event_switch=heard.append))
    widget.vue_event_switch("ja")
    assert heard == ["ja"]
    rendered.close()


def test_equal_values_count_as_one_so_that_nothing_is_sent_twice():
    widget, rendered = shown(Sign(words={"greeting": "hello"}, language="en"))
    sent = []
    widget.observe(sent.append, names=["words"])
    rendered.render(Sign(words={"greeting": "hello"}, language="en"))
    assert sent == []
    rendered.render(Sign(words={"greeting": "good day"}, language="en"))
    assert len(sent) == 1
    rendered.close()
