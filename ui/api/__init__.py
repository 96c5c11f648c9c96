"""The addresses for programs: the same answers as the page and the command line, over HTTP."""

from ui.api.plain import article_to_json, event_to_json, scene_to_json
from ui.api.room import Room
from ui.api.seats import TooBusy

__all__ = ["Room", "TooBusy", "article_to_json", "event_to_json", "scene_to_json"]
