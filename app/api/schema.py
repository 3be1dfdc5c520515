"""The description of the interface, with every field under the name it has in print."""

from typing import Any

from fastapi import FastAPI

from app.printing.answers import PRINTED_NAMES


def describe_as_printed(application: FastAPI) -> None:
    """Let `/openapi.json` name the fields as answers do."""
    derived = application.openapi

    def openapi() -> dict[str, Any]:
        description = derived()
        schemas = description.get("components", {}).get("schemas", {})
        for kind, names in PRINTED_NAMES.items():
            if kind.__name__ in schemas:
                _rename(schemas[kind.__name__], names)
        return description

    application.openapi = openapi  # type: ignore[method-assign]  # the framework's own way


def _rename(schema: dict[str, Any], names: dict[str, str]) -> None:
    schema["properties"] = {
        names.get(name, name): said for name, said in schema["properties"].items()
    }
    schema["required"] = [names.get(name, name) for name in schema.get("required", [])]
