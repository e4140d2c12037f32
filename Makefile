# gatepost. The two commands: `make run` and `make check`. Others: bench fuzz lint asan format install uninstall pot pinyin clean.
# V=1 shows commands. Everything built stands in build/.
VERSION   := 0.8.0
CC        ?= cc
BUILD     ?= build
prefix    ?= $(or $(PREFIX),/usr/local)
OPTIMIZE  ?= -O2 -g
WARN      := -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes -Wmissing-prototypes \
             -Wvla -Wformat=2 -Wno-format-nonliteral -Werror
CFLAGS    += -std=c17 $(OPTIMIZE) $(WARN) $(SANITIZE)
CPPFLAGS  += -D_GNU_SOURCE -DNCURSES_WIDECHAR=1 -DGATEPOST_VERSION='"$(VERSION)"' \
             -DGATEPOST_LOCALEDIR='"$(prefix)/share/locale"' -Iinclude -I.
LDFLAGS   += $(SANITIZE)
LDLIBS    := -lncursesw -ltinfo -lsqlite3 -lmd -lcrypt -lm
# Asked only where gatepost-convert is built: packages are installed first.
PAPER_PACKAGES := pangocairo cairo-pdf
CONVERT_LDLIBS  = -lzip -lexpat -lxlsxwriter $(shell pkg-config --libs $(PAPER_PACKAGES)) -lcups -lm

RUN_PACKAGES   := gcc libc6-dev make gettext libncurses-dev libsqlite3-dev libmd-dev libcrypt-dev \
                  libzip-dev libexpat1-dev libxlsxwriter-dev libpango1.0-dev libcairo2-dev libcups2-dev fonts-wqy-microhei pkgconf
CHECK_PACKAGES := $(RUN_PACKAGES) perl libcmocka-dev libvterm-dev clang libclang-rt-dev clang-format git bash mandoc desktop-file-utils \
                  poppler-utils cups-ipp-utils dbus
BENCH_PACKAGES := $(RUN_PACKAGES) libvterm-dev perl

Q := $(if $(V),,@)

SOURCES  := $(filter-out %_generate.c,$(wildcard src/base/*.c src/text/*.c src/store/*.c src/domain/*.c src/ui/*.c \
            src/paper/*.c src/documents/*.c src/commands/*.c screens/*.c))
OBJECTS  := $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/schema.o
CONVERT  := $(patsubst %.c,$(BUILD)/%.o,$(wildcard src/convert/*.c))
SCHEMA   := $(sort $(wildcard src/store/schema/*.sql))
UNIT     := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
FAULT    := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/fault/test_*.c))
PTY      := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/pty/test_*.c))
TESTLIB  := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/lib/*.c))
REPLAY   := $(BUILD)/tests/replay
FUZZ     := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/fuzz/fuzz_*.c))
MO       := $(BUILD)/locale/zh_CN/LC_MESSAGES/gatepost.mo

.PHONY: all run check lint asan bench fuzz fuzz-targets fuzz-programs install uninstall pot pinyin format clean packages-run packages-check packages-bench tests unit
all: $(BUILD)/gatepost $(BUILD)/gatepost-convert $(MO)
	@:

run: packages-run
	$(Q)$(MAKE) --no-print-directory all
	$(Q)$(BUILD)/gatepost $(ARGS)

check: packages-check
	$(Q)$(MAKE) --no-print-directory all tests fuzz-programs
	$(Q)$(MAKE) --no-print-directory lint
	$(Q)tests/run $(BUILD)

# Says what is missing and installs it, nothing else.
define install_packages
	$(Q)missing=""; for p in $(1); do \
	  dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then echo "Installing from Debian's packages:$$missing"; \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null || \
	  { echo "Could not install:$$missing. Please run: apt-get install$$missing"; exit 1; }; fi
endef
packages-run: ; $(call install_packages,$(RUN_PACKAGES))
packages-check: ; $(call install_packages,$(CHECK_PACKAGES))
packages-bench: ; $(call install_packages,$(BENCH_PACKAGES))

$(CONVERT): CPPFLAGS += $(subst -I,-isystem ,$(shell pkg-config --cflags $(PAPER_PACKAGES)))
$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@$(if $(V),,echo "  CC   $<")
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The schema is embedded: each NNN_name.sql becomes one string.
$(BUILD)/schema.c: $(SCHEMA) src/store/schema/embed.sh
	@mkdir -p $(@D)
	$(Q)sh src/store/schema/embed.sh $(SCHEMA) >$@
$(BUILD)/schema.o: $(BUILD)/schema.c
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -Isrc/store -c -o $@ $<

$(BUILD)/libgatepost.a: $(OBJECTS)
	$(Q)rm -f $@ && ar rcs $@ $^
$(BUILD)/gatepost: $(BUILD)/src/main.o $(BUILD)/libgatepost.a
	@$(if $(V),,echo "  LINK $@")
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)
# Of the rest of the house it knows the base alone.
$(BUILD)/gatepost-convert: $(CONVERT) $(filter $(BUILD)/src/base/%,$(OBJECTS))
	@$(if $(V),,echo "  LINK $@")
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(CONVERT_LDLIBS)

$(MO): po/zh_CN.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

tests: $(UNIT) $(FAULT) $(PTY) $(REPLAY) $(BUILD)/tests/gatepost-convert $(BUILD)/tests/unit/gatepost-convert
unit: $(UNIT)
$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(TESTLIB) $(BUILD)/libgatepost.a
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcmocka -lvterm -lutil -lzip $(LDLIBS)
$(BUILD)/tests/fault/%: $(BUILD)/tests/fault/%.o $(TESTLIB) $(BUILD)/libgatepost.a
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcmocka -lvterm -lutil -ldl $(LDLIBS)
$(BUILD)/tests/pty/%: $(BUILD)/tests/pty/%.o $(TESTLIB) $(BUILD)/libgatepost.a
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcmocka -lvterm -lutil $(LDLIBS)
$(REPLAY): $(BUILD)/tests/screens/replay.o $(TESTLIB) $(BUILD)/libgatepost.a
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ -lcmocka -lvterm -lutil $(LDLIBS)
# A program looks for its helper beside itself.
$(BUILD)/tests/gatepost-convert $(BUILD)/tests/unit/gatepost-convert: $(BUILD)/gatepost-convert
	@mkdir -p $(@D)
	$(Q)ln -sf $(abspath $<) $@

# What takes apart what strangers wrote is instrumented for libFuzzer; what lies below it comes from the usual build, PLAIN.
FUZZED := $(filter $(addprefix $(BUILD)/src/,base/% text/% domain/import% domain/gate_filter.o store/search% store/crossing%),$(OBJECTS)) \
          $(filter-out %/main.o,$(CONVERT)) $(BUILD)/tests/lib/fixture.o $(BUILD)/tests/fuzz/fuzz.o
$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(FUZZED) $(PLAIN)/libgatepost.a
	$(Q)$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(CONVERT_LDLIBS) -lsqlite3 -lmd -lcrypt
fuzz-targets: $(FUZZ)
fuzz-programs: $(BUILD)/libgatepost.a
	$(Q)$(MAKE) --no-print-directory -j2 CC=clang BUILD=$(BUILD)/fuzz PLAIN=$(BUILD) OPTIMIZE="-O1 -gline-tables-only" \
	  SANITIZE="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined" fuzz-targets

lint:
	$(Q)tests/lint
asan: packages-check
	$(Q)$(MAKE) --no-print-directory BUILD=$(BUILD)/asan OPTIMIZE="-O1 -g -fno-omit-frame-pointer" \
	  SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=undefined" all tests
	$(Q)KIOSK_KEYS=200000 tests/run $(BUILD)/asan
fuzz: packages-check
	$(Q)$(MAKE) --no-print-directory fuzz-programs
	$(Q)FUZZ_SECONDS=$${FUZZ_SECONDS:-60} tests/fuzz/test_fuzz $(BUILD)
bench: packages-bench
	$(Q)$(MAKE) --no-print-directory all
	$(Q)tests/bench/run $(BUILD)

pot:
	$(Q)xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ --keyword=ngettext:1,2 --flag=err_set:3:c-format \
	  --flag=err_field:4:c-format --add-comments --no-location --sort-output --package-name=gatepost -o $(BUILD)/gatepost.pot --files-from=po/POTFILES.in
	$(Q)msgmerge --quiet --update --backup=none --no-location --sort-output po/zh_CN.po $(BUILD)/gatepost.pot
pinyin:
	$(Q)mkdir -p $(BUILD) && $(CC) $(CPPFLAGS) $(CFLAGS) -o $(BUILD)/pinyin_generate src/text/pinyin_generate.c
	$(Q)bzcat /usr/share/unicode/Unihan_Readings.txt.bz2 | $(BUILD)/pinyin_generate >src/text/pinyin_table.c
format:
	$(Q)clang-format -i $$(git ls-files '*.c' '*.h' | grep -v pinyin_table.c)

# What is installed, and where under the prefix: MODE:FILE:PLACE.
INSTALLED := 755:$(BUILD)/gatepost:bin/gatepost \
             755:$(BUILD)/gatepost-convert:bin/gatepost-convert \
             644:$(MO):share/locale/zh_CN/LC_MESSAGES/gatepost.mo \
             644:$(BUILD)/gatepost.1:share/man/man1/gatepost.1 \
             644:$(BUILD)/gatepost.bash:share/bash-completion/completions/gatepost \
             644:src/install/gatepost.desktop:share/applications/gatepost.desktop
part = $(word $(1),$(subst :, ,$(2)))
define install_file
	install -Dm$(call part,1,$(1)) $(call part,2,$(1)) "$(DESTDIR)$(prefix)/$(call part,3,$(1))"

endef
$(BUILD)/gatepost.1: $(BUILD)/gatepost
	$(Q)$< --man >$@
$(BUILD)/gatepost.bash: $(BUILD)/gatepost
	$(Q)$< --completion >$@
install: all $(BUILD)/gatepost.1 $(BUILD)/gatepost.bash
	$(foreach file,$(INSTALLED),$(call install_file,$(file)))
uninstall:
	rm -f $(foreach file,$(INSTALLED),"$(DESTDIR)$(prefix)/$(call part,3,$(file))")

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
