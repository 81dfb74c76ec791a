"""Where a training run stands, in one line."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from colorword_tui.tui.run_state import Phase, RunState, minutes

_FIXED = {
    Phase.IDLE: "choose what to train: F6 starts it, in a process of its own",
    Phase.LOADING: "loading the encoder and the lists …",
    Phase.STOPPING: "ending …",
    Phase.EXPORTING: "making a bundle of it: int8, calibrated and measured; this takes minutes …",
}


class RunProgress(Static):
    """Epoch, batch, speed and what is left; or what has become of the run."""

    DEFAULT_CSS = """
    RunProgress { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    RunProgress.-failed { color: $text-error; text-style: bold; }
    """

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)

    def show(self, state: RunState, can_answer: bool) -> None:
        """Paint the line; `can_answer` is whether a bundle can be made of the run."""
        self.set_class(state.phase is Phase.FAILED, "-failed")
        self.update(Content(_line(state, can_answer)))


def _line(state: RunState, can_answer: bool) -> str:
    place = f"epoch {min(state.epoch + 1, state.epochs)} of {state.epochs:,}"
    batch = f"batch {state.step:,} of {state.steps_per_epoch:,}"
    match state.phase:
        case Phase.TRAINING:
            parts = [place, batch]
            if state.seconds_left is not None:
                parts += [f"{state.speed:,.0f} phrases/s", f"about {minutes(state.seconds_left)} left"]
            line = "  ·  ".join(parts)
        case Phase.PAUSED:
            line = f"paused  ·  {place}  ·  {batch}"
        case Phase.STOPPED:
            line = f"stopped after {state.done:.3g} epochs: F6 goes on with it" if state.epochs else "stopped"
        case Phase.FAILED:
            line = state.message
        case Phase.FINISHED:
            best = f", the best was epoch {state.best[0]:.0f}" if state.best else ""
            line = f"done{best}: {'F8 answers with it' if can_answer else 'its head cannot answer here'}"
        case phase:
            line = _FIXED[phase]
    return line
