# The verbs of this project; `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
export PATH := $(PATH):/opt/swift/usr/bin
# Unoptimised, and without what a debugger would want: that is a quarter of the time.
BUILD := swift build -debug-info-format none
.DEFAULT_GOAL := help
.PHONY: demo test bench bench-compile faults fuzz check-the-checks planted-bugs extremes lint format help

demo: ## install what is missing, build, and run the shipped job: three applications to encrypted snapshots
	@.ci/prepare demo
	$(BUILD) --product understudy
	@.ci/demo-secrets "$$(swift build --show-bin-path)/understudy"
	"$$(swift build --show-bin-path)/understudy" run

test: ## install what is missing, build, and run all tests
	@.ci/prepare test
	$(BUILD) --build-tests
	@.ci/test

faults: ## the long fault matrix: 500 faults, each followed by a resume and a comparison
	@.ci/prepare test
	$(BUILD) --product fault-matrix
	$(BUILD) --product understudy
	"$$(swift build --show-bin-path)/fault-matrix"

bench: ## time masking against VACUUM FULL, rivals by hand and peers from PyPI; BENCH="--rows 500000" for less
	@.ci/prepare demo
	swift build -c release --product understudy
	Tests/Benchmarks/rewrite.py --understudy "$$(swift build -c release --show-bin-path)/understudy" $(BENCH)

bench-compile: ## time the compiler on schemas of 500, 1,000 and 2,000 tables
	swift build -c release --product compile-bench
	"$$(swift build -c release --show-bin-path)/compile-bench"

fuzz: ## 100,000 mutated rule files through the whole compiler; FUZZ="COUNT SEED" for others
	@.ci/prepare test
	swift build -c release --product rule-fuzz
	"$$(swift build -c release --show-bin-path)/rule-fuzz" $(FUZZ)

check-the-checks: ## take away one check after another, and list the cases that fail without it
	@.ci/prepare test
	$(BUILD) --build-tests
	@UNDERSTUDY_ALL_CASES=1 .ci/test --filter InvalidCaseTests.withoutACheck >build/check-the-checks.log || { cat build/check-the-checks.log; exit 1; }
	@sed -n 's/^check: //p' build/check-the-checks.log | sort

planted-bugs: ## plant bugs in the compiler, one after another: the examples' expectations have to catch each
	@.ci/prepare demo
	Tests/PlantedBugs/run.py build/planted

extremes: ## the tests of extreme tables and schemas at their real sizes
	@.ci/prepare test
	$(BUILD) --build-tests
	UNDERSTUDY_EXTREMES=long .ci/test --filter ExtremesTests

lint: ## formatting, and imports that the manifest does not declare
	swift format lint --strict --recursive Package.swift Sources Tests
	swift build --explicit-target-dependency-import-check error

format: ## lay the sources out as swift format decides
	swift format --in-place --recursive Package.swift Sources Tests

help: ## this list
	@sed -n 's/^\([a-z-]*\): ## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20
