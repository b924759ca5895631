"""The address of the API's description."""

from typing import Any

from flask import Blueprint, Response, jsonify

from webui.urls import rooted

from .openapi import description
from .pushpaths import TOKEN, push_paths

pages = Blueprint("describing", __name__, url_prefix="/api/v1")


def described(server: str) -> dict[str, Any]:
    """The description of all that stands behind an address: what is read, and pushes."""
    told = description(server, (push_paths(),))
    told["components"]["securitySchemes"] = TOKEN
    return told


@pages.get("/openapi.json")
def openapi() -> Response:
    """OpenAPI 3.1."""
    return jsonify(described(rooted("/api/v1")))
