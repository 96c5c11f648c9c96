"""The reasoning of thinking models, kept out of the answer while it streams."""

import re

__all__ = ["ReasoningFilter"]

_NAMES = "think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad"
_OPEN = re.compile(
    rf"<(?:{_NAMES})\b[^<>]{{0,100}}>|\[THINK\]|◁think▷|<\|channel\|>(?:analysis|commentary)<\|message\|>",
    re.IGNORECASE,
)
_CLOSE = re.compile(rf"</(?:{_NAMES})\s*>|\[/THINK\]|◁/think▷|<\|end\|>", re.IGNORECASE)
_PARTIAL = re.compile(r"(?:<[/|]?(?:[A-Za-z|]{1,20}(?:\s[^<>]{0,100})?)?|\[/?T?H?I?N?K?|◁/?\w{0,8})$")


class ReasoningFilter:
    """Takes parts of a model's text, gives what is not reasoning. An opened block that is never closed is reasoning."""

    def __init__(self) -> None:
        self._held = ""
        self._is_inside = False
        self._is_unopened = False
        self.was_found = False
        """Whether there was reasoning at all."""

    def feed(self, part: str) -> str:
        """What of the text so far is certainly answer."""
        text, kept = self._held + part, ""
        while True:
            edge = (_CLOSE if self._is_inside else _OPEN).search(text)
            stray = None if self._is_inside else _CLOSE.search(text)
            if stray is not None and (edge is None or stray.start() < edge.start()):
                self._is_unopened = self.was_found = True
                kept, text = "", text[stray.end() :]
            elif edge is not None:
                kept += "" if self._is_inside else text[: edge.start()]
                text = text[edge.end() :]
                self._is_inside = not self._is_inside
                self.was_found = True
            else:
                break
        partial = _PARTIAL.search(text)
        split = partial.start() if partial else len(text)
        self._held = text[split:]
        return kept + ("" if self._is_inside else text[:split])

    def found_unopened(self) -> bool:
        """Whether the last part closed a block that was never opened: all before its end was reasoning too."""
        found, self._is_unopened = self._is_unopened, False
        return found

    def finish(self) -> str:
        """What was held back and turned out to be no tag."""
        held, self._held = self._held, ""
        return "" if self._is_inside else held
