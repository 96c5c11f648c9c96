"""The block of fields above a Markdown text: YAML's simple cases between `---`, TOML between `+++`."""

import re
import tomllib

__all__ = ["split_front_matter"]

_BLOCK = re.compile(r"\A(---|\+\+\+)[ \t]*\n(?P<fields>(?:.*\n)*?)\1[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"(?P<name>[\w .-]{1,60}?)\s{0,9}:(?:\s+(?P<value>.*))?$")
_LONGEST = 20_000


def split_front_matter(text: str) -> tuple[dict[str, object], int]:
    """The fields and where the text below them begins; no fields and 0 where there is no such block.

    Of YAML it reads `name: value`, quoted values, `[a, b]`, `- item` lists, `|` and `>` blocks and one level of
    nested fields, which is what front matter is; anything else in it is left out, never run.
    """
    block = _BLOCK.match(text[:_LONGEST])
    if block is None:
        return {}, 0
    if block[1] == "---":
        return _simple_yaml(block["fields"].split("\n")), block.end()
    try:
        return dict(tomllib.loads(block["fields"])), block.end()
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}, block.end()


def _simple_yaml(lines: list[str]) -> dict[str, object]:
    fields: dict[str, object] = {}
    name = ""
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        field = _FIELD.match(line.strip())
        if not line[0].isspace() and not line.startswith("-") and field:
            name = field["name"].strip("\"'")
            fields[name] = _value(field["value"] or "")
        elif name:
            fields[name] = _continued(fields[name], line.strip())
    return {name: "" if value in ("|", ">", "|-", ">-") else value for name, value in fields.items()}


def _continued(value: object, line: str) -> object:
    """A field's value with one more indented line: a list item, a nested field, or more of a block."""
    nested = _FIELD.match(line.removeprefix("- "))
    if line.startswith("- "):
        item = {nested["name"]: _value(nested["value"] or "")} if nested else _value(line[2:])
        return [*value, item] if isinstance(value, list) else [item]
    if value == "" and nested:
        return {nested["name"]: _value(nested["value"] or "")}
    if isinstance(value, dict) and nested:
        return {**value, nested["name"]: _value(nested["value"] or "")}
    if isinstance(value, str):
        return line if value in ("", "|", ">", "|-", ">-") else f"{value} {line}"
    return value


def _value(written: str) -> object:
    written = written.strip()
    if written.startswith("[") and written.endswith("]"):
        return [_value(item) for item in _items(written[1:-1])]
    if len(written) >= 2 and written[0] == written[-1] and written[0] in "\"'":
        inner = written[1:-1]
        return inner.replace('\\"', '"') if written[0] == '"' else inner.replace("''", "'")
    return re.split(r"\s+#", written, maxsplit=1)[0]


def _items(written: str) -> list[str]:
    """The parts between commas that are not inside quotation marks."""
    return [item for item in re.findall(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^,]+)""", written) if item.strip()]
