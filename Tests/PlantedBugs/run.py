#!/usr/bin/env python3
"""Plants bugs in the compiler, one after another, and shows which expectation of the examples catches each.

    Tests/PlantedBugs/run.py FOLDER

FOLDER gets a clone of the last commit, in which everything happens. Exit code 1 if a bug is not caught.
"""
import pathlib, re, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
COMPILER = "Sources/MaskingCompiler/"

# What is wrong then, the file, what stands there, what is put in its place, and the application whose fixtures notice.
BUGS = [
    ("rows under `except` are masked, and the others are kept", COMPILER + "Emit/MaskedQuery.swift",
     r'"CASE WHEN s.\(names.kept) THEN s.\(column.name) ELSE \(mask.expression) END"',
     r'"CASE WHEN s.\(names.kept) THEN \(mask.expression) ELSE s.\(column.name) END"', "storefront"),
    ("a link forgets to fold case", COMPILER + "Plan/Draws.swift",
     'if fold.contains(.case) {', 'if fold.contains(.case), fold.isEmpty {', "storefront"),
    ("a derived column keeps what was derived from the originals", COMPILER + "Emit/MaskedQuery.swift",
     r'"CASE WHEN s.\(names.kept) THEN \(original(of: column)) ELSE \(expression) END"',
     r'"CASE WHEN s.\(names.kept) THEN \(expression) ELSE \(original(of: column)) END"', "storefront"),
    ("`otherwise: remove` keeps what no path names", "Sources/MaskingFunctions/JSONRenderer.swift",
     'case .remove: return "NULL::jsonb"', 'case .remove: return place.value', "storefront"),
    ("of an array in a document the first element alone is masked", "Sources/MaskingFunctions/JSONRenderer.swift",
     r'\(render(element, inner)) AS value', r'CASE WHEN \(entry).number > 1 THEN \(entry).value ELSE \(render(element, inner)) END AS value',
     "storefront"),
]


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    if not (folder / "Package.swift").exists():
        subprocess.run(["git", "clone", "--quiet", "--shared", ROOT, folder], check=True)
    missed = 0
    for name, file, old, new, application in BUGS:
        source = folder / file
        text = source.read_text()
        if text.count(old) != 1:
            sys.exit(f"{file} has not exactly once: {old}")
        try:
            source.write_text(text.replace(old, new))
            subprocess.run(["swift", "build", "--quiet", "--product", "understudy"], cwd=folder, check=True)
            tried = subprocess.run([".build/debug/understudy", "validate", application], cwd=folder, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        finally:
            source.write_text(text)
        caught = tried.returncode == 1
        missed += not caught
        first = next((line for line in tried.stdout.splitlines() if re.search(r": error: |: (column|constraint|survivor)", line)),
                     f"exit code {tried.returncode}")
        print(f"{'caught' if caught else 'MISSED'}: {name}\n  {first.strip()}", flush=True)
    print(f"{len(BUGS) - missed} of {len(BUGS)} planted bugs are caught")
    sys.exit(1 if missed else 0)


main()
