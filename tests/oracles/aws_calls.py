"""What botocore makes of answers to calls, and what its models say of them.

Reads a JSON list of calls, `{service, operation, endpoint, params?, signed?, headers?}`, or `{endpoint, known}` for one
call of every service but the known ones. Writes a list with, for each call:
- `code` and `message` as botocore tells them; a success has neither. `unreadable`: botocore could not read the answer;
  `not sent`: it sent nothing;
- `status` of the answer, and `shape`, the code as the answer's body has it;
- `modeled`: whether the operation's model has an error of that shape, and `modeledStatus`, where it says one;
- `problems`: what a success has, or lacks, against the model of the operation's output.
"""

import json
import sys

import botocore.session
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

SESSION = botocore.session.get_session()
SESSION.set_credentials("local", "secret")


def problems(shape, value, path):
    """What `value`, as it came in JSON, has or lacks against its shape."""
    if shape.type_name == "structure":
        names = {m.serialization.get("name", n): m for n, m in shape.members.items()}
        required = [shape.members[n].serialization.get("name", n) for n in shape.required_members]
        if not isinstance(value, dict):
            return [f"{path} is no structure"]
        return (
            [f"{path}.{name} is not in the model" for name in value if name not in names]
            + [f"{path}.{name} is missing" for name in required if name not in value]
            + [p for name, m in names.items() if name in value for p in problems(m, value[name], f"{path}.{name}")]
        )
    if shape.type_name == "list":
        if not isinstance(value, list):
            return [f"{path} is no list"]
        return [p for n, item in enumerate(value) for p in problems(shape.member, item, f"{path}[{n}]")]
    if shape.type_name == "map":
        unknown = [f"{path} has {key}" for key in value if key not in (getattr(shape.key, "enum", None) or value)]
        return unknown + [p for key, item in value.items() for p in problems(shape.value, item, f"{path}.{key}")]
    kinds = {"string": str, "blob": str, "integer": int, "long": int, "boolean": bool, "timestamp": (str, int)}
    wrong = not isinstance(value, kinds[shape.type_name]) or value not in (getattr(shape, "enum", None) or [value])
    return [f"{path} is {value!r}, no {shape.name}"] if wrong else []


def call(asked):
    config = Config(
        parameter_validation=False,
        retries={"total_max_attempts": 1},
        inject_host_prefix=False,
        **({} if asked.get("signed", True) else {"signature_version": UNSIGNED}),
    )
    client = SESSION.create_client(
        asked["service"], region_name="us-east-1", endpoint_url=asked["endpoint"], config=config
    )
    operation = client.meta.service_model.operation_model(asked["operation"])
    answers = []
    client.meta.events.register("response-received", lambda response_dict, **_: answers.append(response_dict))

    def add_headers(request, **_):
        for name, value in asked.get("headers", {}).items():
            request.headers[name] = value

    client.meta.events.register("before-send", add_headers)
    code, message, error = None, None, {}
    try:
        client._make_api_call(asked["operation"], asked.get("params", {}))
    except ClientError as refused:
        error = refused.response["Error"]
        code, message = error["Code"], error["Message"]
    except ResponseParserError as unreadable:
        return {"code": "unreadable", "message": str(unreadable)}
    except BotoCoreError as unsent:
        return {"code": "not sent", "message": str(unsent)}
    shape_code = error.get("QueryErrorCode", code)
    found = next((shape for shape in operation.error_shapes if shape.name == shape_code), None)
    body = answers[-1]["body"]
    return {
        "code": code,
        "shape": shape_code,
        "status": answers[-1]["status_code"],
        "message": message,
        "modeled": found is not None,
        "modeledStatus": found.metadata.get("error", {}).get("httpStatusCode") if found else None,
        "problems": problems(operation.output_shape, json.loads(body or b"{}"), operation.name)
        if code is None and operation.output_shape
        else [],
    }


def minimal(shape, seen=()):
    """The least that a request of this shape may have."""
    kind = shape.type_name
    if shape.name in seen:
        return {}
    if kind == "structure":
        return {n: minimal(shape.members[n], (*seen, shape.name)) for n in shape.required_members}
    text = (getattr(shape, "enum", None) or ["xxxxxxxxxxxx"])[0]
    samples = {"list": [], "map": {}, "string": text, "blob": b"x", "boolean": True, "timestamp": 0, "float": 1.0}
    return samples.get(kind, 1)


def plainest(model):
    """An operation of a service whose request is a plain one."""
    candidates = [model.operation_model(name) for name in model.operation_names]
    plain = [o for o in candidates if o.http["method"] != "HEAD" and not o.has_event_stream_input]
    return min(plain, key=lambda o: (o.has_event_stream_output, len(o.input_shape.required_members if o.input_shape else [])))


def every_service(endpoint, known):
    """One call of each service that botocore has, but for the known ones."""
    for service in SESSION.get_available_services():
        if service in known:
            continue
        operation = plainest(SESSION.get_service_model(service))
        params = minimal(operation.input_shape) if operation.input_shape else {}
        answer = call({"service": service, "operation": operation.name, "params": params, "endpoint": endpoint})
        yield {"service": service, "operation": operation.name, **answer}


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    if isinstance(asked, dict):
        json.dump(list(every_service(asked["endpoint"], asked["known"])), sys.stdout)
    else:
        json.dump([call(one) for one in asked], sys.stdout)
