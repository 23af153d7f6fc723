#!/usr/bin/env python3
"""Holds lines of trapline's JSON output against its schema.

usage: validate.py [FILE]...     standard input when there is no file

Each line that does not hold is named with the reason; the status is 1 when there was one, else 0. Needs the package jsonschema
(Debian: python3-jsonschema).
"""
import json
import pathlib
import sys

import jsonschema


def members(pairs):
    """An object whose keys differ; the standard reader keeps the last of two."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in an object")
    return found


def no_constant(name):
    raise ValueError(f"{name} is no JSON")


def problems(validator, line):
    try:
        value = json.loads(line.decode("utf-8"), object_pairs_hook=members, parse_constant=no_constant)
    except ValueError as error:
        return [str(error)]
    found = []
    for error in validator.iter_errors(value):
        closest = jsonschema.exceptions.best_match([error])
        found.append(f"{closest.json_path}: {closest.message}"[:500])
    return found


def main(arguments):
    schema = json.loads((pathlib.Path(__file__).parent / "trapline.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    lines = wrong = 0
    for name in arguments or ["-"]:
        with open(0 if name == "-" else name, "rb") as file:
            for number, line in enumerate(file, 1):
                lines += 1
                reasons = problems(validator, line)
                wrong += bool(reasons)
                for reason in reasons:
                    print(f"{name}:{number}: {reason}")
    print(f"{lines} lines, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
