"""The addresses for programs: the same answers as the page and the command line, over HTTP."""

from ui.api.application import add_api, build_api
from ui.api.plain import article_to_json, event_to_json, scene_to_json
from ui.api.room import Room
from ui.api.seats import TooBusy

__all__ = ["Room", "TooBusy", "add_api", "article_to_json", "build_api", "event_to_json", "scene_to_json"]
