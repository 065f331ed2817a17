# Weir. `make demo` shows it, `make test` tests it; both install what they need and say what they do.

SWIFT := swift
BUILD := $(SWIFT) build --build-system native -c release
TESTS := WEIR_SITE_FIXTURES="$(CURDIR)/.build/site-fixtures" WEIR_BIN="$(CURDIR)/.build/release/weir" \
  $(SWIFT) test --build-system native -c release --skip-build
# Tests that wait for servers by the clock or measure speed: they say nothing when others use all cores.
TIMED := "WeirPatrolTests|TimingTests|SpeedTests|OverloadTests"
QUICK := WEIR_CORE_ONLY=1 $(SWIFT) test --build-system native -c release --scratch-path .build-core

.PHONY: help demo test test-core check build format lint tidy crash faults console pictures pages packages

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: build ## Simulated traffic with dealers in it, a running server, a live page
	@echo "==> Starting the demonstration; stop it with Ctrl-C"
	@.build/release/weir demo

test: packages ## All tests
	@scripts/install-packages valgrind binutils || echo "==> Without valgrind the gate on instructions is skipped"
	@echo "==> Building the program and its tests (the first time takes ten to twenty minutes on two cores)"
	@$(BUILD) --product weir
	@$(BUILD) --product weir-gauge
	@$(BUILD) --build-tests
	@scripts/install-packages chromium tesseract-ocr tesseract-ocr-chi-sim fonts-noto-cjk \
	  || echo "==> Without Chromium and Tesseract the tests of rendering are skipped"
	@echo "==> Making pages and pictures for the tests of the site scanner"
	@scripts/make-site-fixtures .build/site-fixtures || echo "==> Without them these tests are skipped"
	@echo "==> Running the tests that keep time, one at a time"
	@$(TESTS) --no-parallel --filter $(TIMED)
	@echo "==> Driving the console in a browser, pictures go to .build/console"
	@scripts/test-console
	@echo "==> Running the other tests, side by side"
	@$(TESTS) --skip $(TIMED)

test-core: packages ## The tests of the modules that decide, in seconds
	@$(QUICK)

tidy: packages ## The promises of the source tree
	@$(QUICK) --filter TidyTests

console: build ## Drive the console in a real browser; pictures in .build/console
	@scripts/test-console

pictures: build ## Take the documentation's pictures anew, all of one run of the demonstration
	@scripts/take-pictures

pages: build ## Look at the live page in a real browser; pictures in .build/pages
	@scripts/look-at-page .build/pages

crash: build ## Kill a loaded server 1,000 times (make test does it 100 times)
	@WEIR_CRASHES=1000 WEIR_BIN="$(CURDIR)/.build/release/weir" $(SWIFT) test --build-system native -c release --filter CrashTests

faults: build ## The long forms of the fault tests: 10,000 flipped bits, 50 ways to die, every step of the commit path
	@$(BUILD) --build-tests
	@WEIR_FAULTS=long WEIR_BIN="$(CURDIR)/.build/release/weir" $(SWIFT) test --build-system native -c release \
	  --skip-build --filter "FlipTests|KillTests|PoisonTests|FaultyDiskTests|PatrolTimingTests"
	@scripts/compare-builds

check: lint test ## Format, lint, tidy test, tests

build: packages
	@echo "==> Building weir (the first time takes ten to twenty minutes on two cores)"
	@$(BUILD) --product weir

packages:
	@scripts/install-packages

format: ## Format the sources
	@$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

lint: ## Check the format
	@echo "==> Checking the format"
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests
