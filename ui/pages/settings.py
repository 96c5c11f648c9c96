"""The page of settings."""

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from ui.desk import Desk
from ui.frame import render_page
from ui.pages.library import NOT_STORED
from ui.settings_view import render_settings

__all__ = ["add_settings"]


def add_settings(app: FastAPI, desk: Desk) -> None:
    @app.get("/settings")
    def settings() -> HTMLResponse:
        scene = desk.scene()
        page = render_page("Settings", scene, render_settings(scene), here="settings")
        return HTMLResponse(page, headers=NOT_STORED)
