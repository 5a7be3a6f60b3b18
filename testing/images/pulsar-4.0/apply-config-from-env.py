#!/usr/bin/env python3
"""Writes the environment into files of settings: those that a file has, by their names, and PULSAR_PREFIX_name as name."""

import os
import sys

for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    keys = {}
    for number, line in enumerate(lines):
        name, separator, _ = line.strip().lstrip("#").strip().partition("=")
        if separator and " " not in name:
            keys[name] = number
    for variable, value in sorted(os.environ.items()):
        name = variable.removeprefix("PULSAR_PREFIX_")
        if name in keys:
            lines[keys[name]] = f"{name}={value}"
        elif name != variable:
            lines.append(f"{name}={value}")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
