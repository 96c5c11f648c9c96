"""The reasoning of thinking models, and calls of tools that a model writes as text, kept out of the answer while it
streams."""

import re

__all__ = ["ReasoningFilter"]

_NAMES = "think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad"
_TOOLS = "tool_calls?|function_calls?|tool_use"
_OPEN = re.compile(
    rf"<(?:{_NAMES}|(?P<tool>{_TOOLS}))\b[^<>]{{0,100}}>|\[THINK\]|(?P<tools>\[TOOL_CALLS\])|◁think▷"
    r"|<\|channel\|>(?:analysis|commentary)<\|message\|>",
    re.IGNORECASE,
)
_CLOSE = re.compile(rf"</(?:{_NAMES}|{_TOOLS})\s*>|\[/THINK\]|◁/think▷|<\|end\|>", re.IGNORECASE)
_PARTIAL = re.compile(r"(?:<[/|]?(?:[A-Za-z|_]{1,20}(?:\s[^<>]{0,100})?)?|\[/?[A-Za-z_]{0,10}|◁/?\w{0,8})$")


class ReasoningFilter:
    """Takes parts of a model's text, gives what is neither. One that is never closed goes to the end."""

    def __init__(self) -> None:
        self._held = ""
        self._is_inside = False
        self._is_unopened = False
        self.was_found = False
        """Whether there was reasoning at all."""
        self.called_tool = False

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
                if edge.lastgroup is not None:
                    self.called_tool = True
                elif self._is_inside:
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
