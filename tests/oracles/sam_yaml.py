"""What the SAM CLI makes of templates: their `V`, as a kind and a text.

Reads a JSON list of templates, and writes a JSON list with `[kind, text]` or `null` (refused) for each.
"""

import json
import sys

from samcli.yamlhelper import yaml_parse


def described(value):
    if value is None:
        return ["null", ""]
    if isinstance(value, bool):
        return ["boolean", "true" if value else "false"]
    if isinstance(value, (str, int, float)):
        return ["text", str(value)]
    return [type(value).__name__, json.dumps(value, default=str)]


def outcome(template):
    try:
        value = yaml_parse(template)["V"]
    except Exception:  # Whatever the reader says, it is a refusal.
        return None
    keys = [described(key)[1] for key in value] if isinstance(value, dict) else None
    return ["keys", " ".join(keys)] if keys else described(value)


json.dump([outcome(template) for template in json.load(sys.stdin)], sys.stdout)
