"""What do programs get? The API at /api/v1: JSON of the archive's own values (docs/api.md)."""

from flask import Flask

from webui.settings import WebSettings

from . import batch, describing, guarding, reading

__all__ = ["install"]


def install(app: Flask, settings: WebSettings) -> None:
    """Have an app answer programs; before whatever may answer without asking the archive."""
    guarding.install(app, settings)
    for module in (reading, batch, describing):
        app.register_blueprint(module.pages)
