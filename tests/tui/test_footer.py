"""The line of keys: what it shows, and what the mouse does there."""

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input

from colorword_tui.tui.widgets.steady_footer import SteadyFooter


class Keys(Screen[None]):
    """A screen with a key, one that does nothing now, and one that is not shown."""

    BINDINGS = [
        Binding("f6", "note('why')", "why", tooltip="Why, in a sentence"),
        Binding("f7,f8", "never", "never"),
        Binding("f9", "note('secret')", "secret", show=False),
    ]
    noted = ""

    def compose(self) -> ComposeResult:
        yield Input()
        yield SteadyFooter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return None if action == "never" else True

    def action_note(self, text: str) -> None:
        self.noted = text


class Footed(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def get_default_screen(self) -> Keys:
        return Keys()


def shown(app: App[None]) -> str:
    return app.screen.query_one(SteadyFooter).render().plain


def at(app: App[None], text: str) -> Offset:
    return Offset(shown(app).index(text), 0)


async def test_it_shows_each_action_once_with_its_first_key() -> None:
    app = Footed()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert shown(app).split() == ["f6", "why", "f7", "never"]


async def test_a_click_presses_the_key() -> None:
    app = Footed()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.click(SteadyFooter, offset=at(app, "hy"))
        await pilot.pause()
        assert isinstance(app.screen, Keys)
        assert app.screen.noted == "why"


async def test_a_key_that_does_nothing_now_rings() -> None:
    rung: list[bool] = []
    app = Footed()
    async with app.run_test() as pilot:
        app.bell = lambda: rung.append(True)  # type: ignore[method-assign]
        await pilot.pause()
        await pilot.click(SteadyFooter, offset=at(app, "never"))
        # Beside the last key there is nothing to press.
        await pilot.click(SteadyFooter, offset=Offset(len(shown(app)) + 3, 0))
        assert rung == [True]


async def test_the_mouse_asks_for_more() -> None:
    app = Footed()
    async with app.run_test() as pilot:
        await pilot.pause()
        footer = app.screen.query_one(SteadyFooter)
        plain = footer.render()
        await pilot.hover(SteadyFooter, offset=at(app, "why"))
        assert footer.tooltip == "Why, in a sentence"
        assert footer.render().spans != plain.spans
        await pilot.hover(Input)
        assert footer.tooltip is None
        assert footer.render().spans == plain.spans
