"""One line of a screen: a label, and what it says."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class Row(Widget):
    """A label and a content that changes at every key.

    One widget, for each that a screen has costs a millisecond of its first frame; and its size stays as it is, for
    laying the screen out anew would take longer than all else that a key does.
    """

    DEFAULT_CSS = """
    Row { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, label: str = "", *, label_width: int = 0, id: str) -> None:  # noqa: A002
        """`label_width` is in cells; the content begins after so many."""
        super().__init__(id=id)
        self._label = Content.styled(label.ljust(label_width), "dim")
        self._content = Content()

    @property
    def content(self) -> Content:
        """What is shown beside the label."""
        return self._content

    def update(self, content: Content) -> None:
        """Show something else."""
        # Contents of one text are equal to Textual, whatever their colours.
        if (content.plain, content.spans) != (self._content.plain, self._content.spans):
            self._content = content
            self.refresh(layout=self.styles.is_auto_width)

    def render(self) -> Content:
        """Label and content."""
        return Content.assemble(self._label, self._content)
