# People and CI use the same commands. `make` alone lists them.

SWIFT ?= swift
# What a fresh Debian lacks beside the Swift toolchain: git for the packages, headers and start files for the
# linker, SQLite.
NEEDS = git:git /usr/include/stdio.h:libc6-dev /usr/lib/gcc/*/*/crtbeginS.o:g++ /usr/include/sqlite3.h:libsqlite3-dev

# What is built for use: the packages' C without assertions, which are for those who develop it, take a part of each TLS
# handshake and end the process where one fails; and the packages' Swift without checks of exclusive access at run time,
# as this one's.
RELEASE = -c release -Xcc -DNDEBUG -Xswiftc -enforce-exclusivity=unchecked

.PHONY: help needs build test check lint layers demo bench acceptance format clean

help:
	@sed -n 's/^## //p' Makefile

needs:
	@scripts/install-packages.sh $(foreach need,$(NEEDS),'$(need)')

## make build        the release binary, .build/release/gatehouse
build: needs
	$(SWIFT) build $(RELEASE)

## make test         every test, debug build
# In four runs: pure tests keep every core busy, and beside them those over sockets would miss deadlines; programs that
# tests start hold on to the sockets of others, which those of DNS need to be free.
SOCKETS = Gatehouse(Proxy|TLS|Admin|Control|Commands|Store|TestSupport)Tests|ConformanceTests
API = Gatehouse(APIServer|Kubernetes)Tests|EndToEndTests
test: needs
	$(SWIFT) test --filter '$(SOCKETS)'
	$(SWIFT) test --skip-build --filter '$(API)'
	$(SWIFT) test --skip-build --filter GatehouseDNSTests
	$(SWIFT) test --skip-build --skip '$(SOCKETS)' --skip '$(API)' --skip GatehouseDNSTests

## make check        what CI runs: format, layers, forbidden patterns, warnings as errors, every test
check: lint layers test

lint: needs
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

layers:
	scripts/check-layers.sh
	scripts/check-forbidden.sh

## make demo         a small shop with the gateway in front of it, and what to try
demo: build
	demo/run

## make acceptance   the release binary under reloads, large bodies, weighted traffic and real peers
acceptance: build
	@scripts/install-packages.sh python3:python3
	scripts/acceptance/run

## make bench        against nginx, HAProxy and Envoy on this machine (ARGS="--help" for options)
bench: build
	Benchmarks/peers/run $(ARGS)

## make format       rewrite the Swift files in the house style
format:
	$(SWIFT) format format --in-place --recursive --parallel Package.swift Sources Tests

## make clean        remove build products
clean:
	$(SWIFT) package clean
