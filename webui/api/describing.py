"""The address of the API's description."""

from flask import Blueprint, Response, jsonify

from webui.urls import rooted

from .openapi import description

pages = Blueprint("describing", __name__, url_prefix="/api/v1")


@pages.get("/openapi.json")
def openapi() -> Response:
    """OpenAPI 3.1."""
    return jsonify(description(rooted("/api/v1")))
