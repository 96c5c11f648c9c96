"""A post in the export of a WordPress site (WXR) to a row: its own times, its authors by name, without shortcodes."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from ingest.sources.feed_rows import Feed, Row, said_of
from ingest.sources.xml_names import key_of, text_in

__all__ = ["KINDS_LEFT_OUT", "row_of_post"]

KINDS_LEFT_OUT: Mapping[str, str] = {
    "attachment": "attachments", "nav_menu_item": "menu items", "page": "pages of the site", "revision": "revisions",
    "custom_css": "styles", "customize_changeset": "settings", "oembed_cache": "settings", "user_request": "settings",
    "wp_block": "blocks", "wp_template": "templates", "wp_template_part": "templates", "wp_global_styles": "styles",
    "wp_navigation": "menus", "wp_font_family": "fonts", "wp_font_face": "fonts", "wpcf7_contact_form": "forms",
    "acf-field": "settings", "acf-field-group": "settings", "feedback": "messages", "guest-author": "authors",
}  # fmt: skip
"""Post types that hold no article, and what a report calls them. Others, such as a paper's own `story`, may."""

_MEDIA = "caption|wp_caption|gallery|playlist|audio|video|embed"
_SHOWN = re.compile(
    rf"\[(?P<name>{_MEDIA})(?:\s[^\]]{{0,2000}})?\](?:(?:(?!\[(?P=name)).){{0,5000}}?\[/(?P=name)\])?", re.S
)
"""What a shortcode shows beside the text: a picture with its caption, a film."""
_SHORTCODE = re.compile(
    r"\[/?[a-z][a-z0-9_-]{1,40}(?:\s+[\w-]+=(?:\"[^\"]{0,500}\"|'[^']{0,500}'|[^\s\]]{1,200}))+\s*/?\]"
)
_CLOSING = re.compile(r"\[/([a-z][a-z0-9_-]{1,40})\]")
_LARGEST_OFFSET = timedelta(hours=14)
_QUARTER = timedelta(minutes=15)
_MOST_META = 200


def row_of_post(item: Any, feed: Feed) -> Row:
    """The post under the usual names; what the site keeps beside it is in `meta`."""
    said = said_of(item)
    published = _local_time(said.get("wp:post_date"), said.get("wp:post_date_gmt"))
    changed = _local_time(said.get("wp:post_modified"), said.get("wp:post_modified_gmt"))
    status = "private" if said.get("wp:post_password") else said.get("wp:status")
    is_out = status in (None, "publish", "future")
    coauthors = [text_in(one) for one in _terms(item, "author")]
    return {
        "id": said.get("guid"),
        "url": said.get("link"),
        "title": said.get("title"),
        "content_encoded": _without_shortcodes(said.get("content:encoded", "")),
        "excerpt": said.get("excerpt:encoded"),
        "authors": coauthors or [feed.author(said.get("dc:creator", ""))],
        "published_at": (published or said.get("pubDate")) if is_out else None,
        "updated_at": changed if changed != published else None,
        "status": status,
        "category": [text_in(one) for one in _terms(item, "category")],
        "type": said.get("wp:post_type"),
        "meta": _meta(item),
    }


def _terms(item: Any, taxonomy: str) -> Iterator[Any]:
    return (one for one in item if key_of(one) == "category" and one.get("domain") == taxonomy)


def _meta(item: Any) -> dict[str, str]:
    """The fields that plugins keep with a post, for `--field authors=meta.guest_author`; hidden ones are left out."""
    pairs = [{key_of(part): text_in(part) for part in one} for one in item if key_of(one) == "wp:postmeta"]
    named = {pair.get("wp:meta_key", ""): pair.get("wp:meta_value", "") for pair in pairs[:_MOST_META]}
    return {name: value for name, value in named.items() if name and not name.startswith("_") and value}


def _local_time(local: str | None, universal: str | None) -> str | None:
    """A time with the site's own offset, so that the day is the one that its readers saw."""
    here, there = _time_in(local), _time_in(universal)
    if here is None:
        return f"{there.isoformat()}+00:00" if there else None
    offset = here - there if there else None
    is_one = offset is not None and abs(offset) <= _LARGEST_OFFSET and offset % _QUARTER == timedelta(0)
    return here.replace(tzinfo=timezone(offset) if is_one and offset is not None else None).isoformat()


def _time_in(written: str | None) -> datetime | None:
    """None for the zeros that a post has before it is published."""
    try:
        return datetime.strptime(written or "", "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None


def _without_shortcodes(content: str) -> str:
    """Marks of the site's plugins, which its readers never see; words in brackets stay: "[sic]"."""
    content = _SHORTCODE.sub("", _SHOWN.sub("", content))
    for name in set(_CLOSING.findall(content)):
        content = re.sub(rf"\[/?{re.escape(name)}\]", "", content)
    return content
