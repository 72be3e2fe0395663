#!/usr/bin/env python3
"""Holds what `understudy init --format json` proposes against a list of personal columns: score.py LIST < proposals.json"""
import json
import sys

with open(sys.argv[1]) as lines:
    personal = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
masked = {f"{c['table']}.{c['column']}" for c in json.load(sys.stdin)["columns"] if c["decision"] != "keep"}
found = personal & masked
print(f"{len(personal)} personal, {len(masked)} masked, {len(found)} of them right")
print(f"recall {100 * len(found) / len(personal):.0f} %, precision {100 * len(found) / max(1, len(masked)):.0f} %")
print("missed:", ", ".join(sorted(personal - masked)) or "none")
print("more than asked:", ", ".join(sorted(masked - personal)) or "none")
