# Trapline. `make help` lists the targets; the work is done by Scripts/.

SHELL := /bin/sh
.SUFFIXES:
.NOTPARALLEL:
.DELETE_ON_ERROR:

SWIFT   ?= swift
PREFIX  ?= /usr/local
DESTDIR ?=
# Compiler jobs; by default what the processors and the memory bear.
JOBS    ?= $(shell Scripts/jobs.sh)
# STATIC=1 puts the Swift libraries into the binary, which then runs where no toolchain is (wants libstdc++-dev).
STATIC  ?= 0
# Passed on to Benchmarks/run.
BENCH_FLAGS ?=
# SKIP_DEPS=1 leaves the packages of the machine alone; DEPS_DRY_RUN=1 only says what would be installed.

export SWIFT PREFIX DESTDIR JOBS

BINARY := .build/release/trapline
FLAGS  := --explicit-target-dependency-import-check error
ifeq ($(STATIC),1)
FLAGS  += --static-swift-stdlib
endif

.DEFAULT_GOAL := build
.PHONY: deps deps-test deps-bench build test demo bench fuzz install uninstall lint format clean help

## deps: check for a Swift toolchain and install the Debian packages that the build needs
deps:
	@Scripts/deps.sh build

## deps-test: the same, and the tools that the tests run
deps-test:
	@Scripts/deps.sh build test

## deps-bench: the same, and the tools that the benchmarks compare with
deps-bench:
	@Scripts/deps.sh build bench

## build: the release binary, .build/release/trapline
build: deps
	$(SWIFT) build -c release --product trapline --jobs $(JOBS) $(FLAGS)

## test: lint, build, run all tests; TEST_FILTER=REGEX for some
test: deps-test
	@Scripts/test.sh

## demo: trace a real program to the screen
demo: build
	@Scripts/demo.sh

## bench: print what tracing costs, here and under other tracers; BENCH_FLAGS=--quick for a first look
bench: deps-bench build
	@Scripts/bench.sh $(BENCH_FLAGS)

## fuzz: run each fuzz target for FUZZ_SECONDS=30
fuzz: deps
	@Scripts/fuzz.sh

## install: binary, manual pages and shell completions under PREFIX=/usr/local, with DESTDIR= before it
install: $(BINARY)
	@Scripts/install.sh install $(BINARY)

## uninstall: take them away again
uninstall:
	@Scripts/install.sh uninstall $(BINARY)

# Only when there is none: `make build` and then `sudo make install` compiles nothing as root.
$(BINARY):
	@$(MAKE) --no-print-directory build

## lint: format, house rules, scripts, manual pages, links
lint:
	@Scripts/lint.sh

## format: rewrite the Swift files in the house's format
format:
	@$(SWIFT) format --in-place --configuration .swift-format --parallel $$(Scripts/sources.sh)

## clean: remove what was built
clean:
	rm -rf .build Benchmarks/.build Fuzzing/.build

## help: this list
help:
	@sed -n 's/^## //p' Makefile | awk -F ': ' '{ printf "  %-12s %s\n", $$1, substr($$0, length($$1) + 3) }'
