# mirrorbox: two commands do all the set-up.
#   make demo    see the mirror (a window, or a picture where there is no display)
#   make test    install the tools and run the tests

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HARDWARE := .venv-hardware
PINS   := firmware/constraints
AT_ONCE  := -n 2 --dist worksteal
PIP    := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo test lint types slow picamera2 bench deb image-parts hardware system system-arm64 \
        lock clean check-python

demo: $(VENV)/run.stamp
	$(BIN)/mirrorbox demo

test: $(VENV)/test.stamp
	$(BIN)/ruff check mirrorbox tests firmware hardware
	$(BIN)/ruff format --check mirrorbox tests firmware hardware
	$(BIN)/mypy
	$(BIN)/pytest $(AT_ONCE)

lint: $(VENV)/test.stamp
	$(BIN)/ruff check mirrorbox tests firmware hardware && $(BIN)/ruff format --check mirrorbox tests firmware hardware

types: $(VENV)/test.stamp
	$(BIN)/mypy

# Minutes, not seconds: crash tests, SIGKILL tests, soaks.
slow: $(VENV)/test.stamp
	$(BIN)/pytest -m slow --timeout 1500 $(AT_ONCE)

# The real picamera2 over our own libcamera stand-in.
picamera2: $(VENV)/test.stamp
	$(BIN)/pytest -m picamera2 tests/camera tests/contract

bench: $(VENV)/test.stamp
	$(BIN)/mirrorbox bench

# The Debian package, into build/deb: make deb [ARCH=arm64] [SUITE=bookworm]
deb: $(VENV)/run.stamp
	@PYGAME_HIDE_SUPPORT_PROMPT=1 $(BIN)/python -m firmware.deb $(if $(ARCH),--arch $(ARCH)) $(if $(SUITE),--suite $(SUITE))

# What firmware/image/README.md needs before rpi-image-gen can run.
image-parts: $(VENV)/run.stamp
	@mkdir -p build/image && rm -rf build/image/deb
	@PYGAME_HIDE_SUPPORT_PROMPT=1 $(BIN)/python -m firmware.deb --arch arm64 --out build/image/deb
	@mv build/image/deb/*.deb build/image/mirrorbox.deb
	@PYGAME_HIDE_SUPPORT_PROMPT=1 $(BIN)/python -m firmware.image.splash build/image/splash.tga
	@echo build/image/mirrorbox.deb build/image/splash.tga

# Every drawing, print and table of the box, into build/hardware: a few minutes. Needs
# apt-get install graphviz fonts-dejavu-core libpango-1.0-0 libpangoft2-1.0-0 libgl1
hardware: $(HARDWARE)/stamp
	$(HARDWARE)/bin/python -m hardware.build all --out build/hardware
	$(HARDWARE)/bin/python -m pytest -q --confcutdir tests/hardware -m hardware tests/hardware/test_enclosure_cad.py

# A real Debian in QEMU with our package: booted, pressed, crashed, unplugged. As root.
# Two units at once, the longest scenario first.
system: $(VENV)/test.stamp deb
	$(BIN)/python -m tests.system.guest amd64
	MIRRORBOX_REQUIRE_SYSTEM=1 $(BIN)/pytest -m system $(AT_ONCE) -p no:randomly tests/system

# The same for the target's architecture: boot, buttons, plug. The guest's first build
# runs under emulation and takes a quarter of an hour.
system-arm64: $(VENV)/test.stamp
	@$(MAKE) --no-print-directory deb ARCH=arm64
	$(BIN)/python -m tests.system.guest arm64
	MIRRORBOX_REQUIRE_SYSTEM=1 $(BIN)/pytest -m arm64 tests/system

# New pins: needs uv; writes names, versions and hashes, never an address.
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal \
       --python-version 3.11 --fork-strategy fewest --generate-hashes --no-annotate
lock:
	$(LOCK) pyproject.toml $(PINS)/build.in --extra pi -o $(PINS)/run.txt
	$(LOCK) pyproject.toml $(PINS)/build.in --extra pi --extra test -o $(PINS)/test.txt
	$(LOCK) $(PINS)/hardware.in -o $(PINS)/hardware.txt
	$(LOCK) --no-deps $(PINS)/picamera2.in -o $(PINS)/picamera2.txt

clean:
	rm -rf $(VENV) $(HARDWARE) build dist demo-out .mypy_cache .pytest_cache .ruff_cache .hypothesis

check-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "mirrorbox needs Python 3.11 or newer: apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "mirrorbox needs venv: apt-get install python3-venv"; exit 1; }

$(BIN)/python: | check-python
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: pyproject.toml $(PINS)/run.txt | $(BIN)/python
	$(PIP) --require-hashes --only-binary :all: -r $(PINS)/run.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: pyproject.toml $(PINS)/test.txt $(PINS)/picamera2.txt | $(BIN)/python
	$(PIP) --require-hashes --only-binary :all: -r $(PINS)/test.txt
	$(PIP) --require-hashes --only-binary :all: --no-deps -r $(PINS)/picamera2.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp

$(HARDWARE)/stamp: $(PINS)/hardware.txt | check-python
	test -x $(HARDWARE)/bin/python || $(PYTHON) -m venv $(HARDWARE)
	$(HARDWARE)/bin/python -m pip --disable-pip-version-check install --quiet \
	  --require-hashes --only-binary :all: -r $(PINS)/hardware.txt
	@touch $@
