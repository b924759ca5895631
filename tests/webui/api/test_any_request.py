"""Whatever the API is asked, as it is described and otherwise: schemathesis asks it."""

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig

from webui.api.describing import described

_EXPECTED = ["2xx", "3xx", 400, 401, 403, 404, 409, 410, 413, 415, 422, 429]
_CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            # Days that no calendar has, a range that ends before it begins and a cursor of
            # somebody's own fit the description, and are refused.
            "positive_data_acceptance": {"expected-statuses": _EXPECTED},
        }
    }
)
api = schemathesis.openapi.from_dict(described("/api/v1"), config=_CONFIG)


@pytest.mark.filterwarnings("ignore:Skipped test cases with unsupported payload")  # lines
@api.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_api_answers_as_it_is_described(case: schemathesis.Case, app: Flask) -> None:
    """No request brings a 500, an answer that is not described, or one to what is malformed."""
    case.operation.schema.app = app
    case.call_and_validate(app=app, headers={"Accept-Encoding": "identity"})
