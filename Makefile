# make run          build, then run and grade lessons/02-padding.md (LESSON=… for another)
# make test         run all tests but the slow ones
# make test-hostile run those: classes that attack, a hundred more beginners' answers, one verdict however an answer is run (minutes)
# make test-as-user as root, run the tests of sandbox, sessions, grading and disks once more as an ordinary user
# make check        test every lesson as its author, and that each figure of the curriculum is computed in one
# make test-browser read the site of the book in Chromium (installs it)
# make web          build the module that figures compute with, Web/minicnn.wasm, from MiniCNN's sources
# make web-check    build it afresh, compare it with the committed one, and let it compute what MiniCNN computes natively
# make cluster      grade a class on a Slurm cluster on this machine, and compare (as root; installs Slurm, skips if it cannot)
# make fuzz         try every reader of what comes from outside with senseless bytes, each for FUZZ_SECONDS (120)
# make fuzz-corpus  the same with the inputs in Fuzz/Corpus only: half a minute, most of it compiling
# make lint         check the formatting and style of the Swift code
# make bench        measure against a notebook, nbgrader, PyTorch and NumPy (takes a quarter of an hour; installs packages)
# make build        build in release mode
# make install      install to PREFIX (default /usr/local), below DESTDIR if given; make uninstall removes it again
# make deps         install the C libraries that are missing
# make clean        remove everything built

SHELL = /bin/sh
PREFIX ?= /usr/local
DESTDIR ?=
LESSON ?= lessons/02-padding.md
BUILD = .build/release
FLAGS = -c release --explicit-target-dependency-import-check error
# The names of what takes minutes.
SLOW = Hostile|SlowTests
SHARE = $(DESTDIR)$(PREFIX)/share
MODULES = LessonKit LessonWire MiniCNN TextTable

help:
	@sed -n 's/^# //p' Makefile

deps:
	@./Scripts/install-dependencies

build: deps
	swift build $(FLAGS)
	./Scripts/emit-interfaces $(BUILD)
	@./Scripts/fetch-ace $(BUILD)

run: build
	$(BUILD)/lesson-run $(LESSON)

tests: build
	@./Scripts/install-dependencies --tests
	./Scripts/fetch-commonmark-spec
	./Scripts/fetch-python-readers
	swift build --build-tests $(FLAGS)

test: tests
	swift test --skip-build --quiet $(FLAGS) --skip '$(SLOW)'

test-hostile: tests
	swift test --skip-build --quiet $(FLAGS) --filter '$(SLOW)'

test-as-user: tests
	./Tests/AsUser/run $(BUILD)

test-browser: build
	@./Scripts/install-dependencies --browser
	./Tests/Browser/run $(BUILD)

check: build
	LESSON_RUN_CACHE=.build/test-cache $(BUILD)/lesson-run check lessons/*.md
	./Tests/Figures/check

web:
	./Web/build

web-check: build
	./Web/check $(BUILD)

cluster: build
	./Tests/Cluster/run

fuzz: deps
	./Fuzz/run

fuzz-corpus: deps
	./Fuzz/run --corpus

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

bench: build
	@./Scripts/install-dependencies --browser
	./Benchmarks/run
	./Benchmarks/watch
	./Benchmarks/live
	./Benchmarks/serve
	./Benchmarks/grading
	./Benchmarks/training

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/lesson-run/Modules
	install $(BUILD)/lesson-run $(DESTDIR)$(PREFIX)/bin/lesson-run
	install $(BUILD)/lesson-cell $(BUILD)/lesson-syntax $(BUILD)/lesson-unpack $(DESTDIR)$(PREFIX)/lib/lesson-run/
	for module in $(MODULES); do \
	  install -m 644 $(BUILD)/Interfaces/$$module.swiftmodule $(DESTDIR)$(PREFIX)/lib/lesson-run/Modules/ || exit 1; \
	done
	install -d $(SHARE)/lesson-run/lessons
	install -m 644 lessons/* $(SHARE)/lesson-run/lessons/
	install -m 644 $(BUILD)/Interfaces/MiniCNN.symbols.json $(BUILD)/Interfaces/LessonKit.symbols.json $(DESTDIR)$(PREFIX)/lib/lesson-run/Modules/
	if [ -d $(BUILD)/ace ]; then install -d $(SHARE)/lesson-run/ace && install -m 644 $(BUILD)/ace/* $(SHARE)/lesson-run/ace/; fi
	install -d $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d \
	  $(SHARE)/man/man1
	$(BUILD)/lesson-run completions bash >$(BUILD)/lesson-run.bash
	$(BUILD)/lesson-run completions zsh >$(BUILD)/lesson-run.zsh
	$(BUILD)/lesson-run completions fish >$(BUILD)/lesson-run.fish
	$(BUILD)/lesson-run manual >$(BUILD)/lesson-run.1
	install -m 644 $(BUILD)/lesson-run.bash $(SHARE)/bash-completion/completions/lesson-run
	install -m 644 $(BUILD)/lesson-run.zsh $(SHARE)/zsh/site-functions/_lesson-run
	install -m 644 $(BUILD)/lesson-run.fish $(SHARE)/fish/vendor_completions.d/lesson-run.fish
	install -m 644 $(BUILD)/lesson-run.1 $(SHARE)/man/man1/lesson-run.1

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/lesson-run
	rm -rf $(DESTDIR)$(PREFIX)/lib/lesson-run $(SHARE)/lesson-run
	rm -f $(SHARE)/bash-completion/completions/lesson-run $(SHARE)/zsh/site-functions/_lesson-run
	rm -f $(SHARE)/fish/vendor_completions.d/lesson-run.fish $(SHARE)/man/man1/lesson-run.1

clean:
	rm -rf .build

.PHONY: help deps build run tests test test-hostile test-as-user test-browser check web web-check cluster fuzz fuzz-corpus lint bench install uninstall clean
