"""What SAM's transform makes of templates, as `sam validate` and CloudFormation run it.

Reads a JSON list of `{template, parameters}`, the template as a text. Writes a JSON list with, for each, `{routes}`, the
route keys of its HTTP APIs, or `{translated}`, all of it, where it has `whole`, or `{refusal}`, what SAM says.
"""

import contextlib
import functools
import json
import logging
import os
import sys

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samcli.lib.translate import sam_template_validator  # noqa: E402
from samcli.yamlhelper import yaml_parse  # noqa: E402
from samtranslator.policy_template_processor.processor import PolicyTemplatesProcessor  # noqa: E402

logging.disable()
# The same for every template: a session, and the check of SAM's own policy templates. YAML takes long to write and read.
sam_template_validator.Session = functools.cache(sam_template_validator.Session)
PolicyTemplatesProcessor._is_valid_templates_dict = lambda *_: True
sam_template_validator.yaml_dump = json.dumps


class NoManagedPolicies:
    """Only AWS can list them."""

    def load(self):
        return {}


def parameter_values(template, given):
    """As CloudFormation hands them to the transform: lists as lists."""
    declared = template.get("Parameters") or {}
    values = {name: definition["Default"] for name, definition in declared.items() if "Default" in definition}
    values.update(given)
    lists = [name for name in values if "List" in str(declared.get(name, {}).get("Type"))]
    return {**values, **{name: [item.strip() for item in str(values[name]).split(",")] for name in lists}}


def route_key(path, method):
    if method != "x-amazon-apigateway-any-method":
        return f"{method.upper()} {path}"
    return "$default" if path in ("$default", "/$default") else f"ANY {path}"


def methods_of(item):
    """A route of a function with a condition stands in an `Fn::If`."""
    return [m for name, value in item.items() for m in (value[1] if name == "Fn::If" else [name])]


def routes(translated):
    bodies = [r["Properties"].get("Body", {}) for r in translated["Resources"].values() if r["Type"].endswith("V2::Api")]
    paths = [(path, item) for body in bodies for path, item in body.get("paths", {}).items()]
    return sorted(route_key(path, method) for path, item in paths for method in methods_of(item))


def outcome(asked):
    try:
        template = yaml_parse(asked["template"])
        values = parameter_values(template, asked["parameters"])
        validator = sam_template_validator.SamTemplateValidator(
            template, NoManagedPolicies(), region="us-east-1", parameter_overrides=values
        )
        translated = json.loads(validator.get_translated_template_if_valid())
        return {"translated": translated} if asked.get("whole") else {"routes": routes(translated)}
    except Exception as error:  # Whatever it says, and however it fails, it is a refusal.
        return {"refusal": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stderr):
        outcomes = [outcome(asked) for asked in json.load(sys.stdin)]
    json.dump(outcomes, sys.stdout)
