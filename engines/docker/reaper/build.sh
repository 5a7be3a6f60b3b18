#!/bin/sh
# Builds the reaper and the relay for both architectures, the same bytes every time from the same compilers.
#   build.sh           builds into the adapter's resources and records the compilers in COMPILERS
#   build.sh --check   builds elsewhere and compares: exit 1 when the bytes differ, 3 when they cannot be compared
set -eu
export LC_ALL=C
cd "$(dirname "$0")"
resources=../src/main/resources/dev/mayfly/docker
reaper="src/syscall.c src/text.c src/json.c src/http.c src/engine.c src/remove.c src/lifeline.c src/successor.c src/reap.c src/main.c"
relay="src/syscall.c src/text.c src/relay.c"

# Freestanding: no start files, no library. Nothing in the output may depend on when, where or by whom it is built.
flags="-std=c11 -Os -Wall -Wextra -ffreestanding -nostdlib -static -fno-pic -no-pie -fno-ident
  -fno-asynchronous-unwind-tables -fno-unwind-tables -fno-stack-protector -fno-tree-loop-distribute-patterns
  -ffunction-sections -fdata-sections -Wl,--gc-sections -Wl,--build-id=none -Wl,-z,noexecstack
  -Wl,-z,noseparate-code -Wl,-z,norelro -s"

prefix_of() { # ARCHITECTURE: what the names of its tools start with
    case $1 in amd64) echo x86_64-linux-gnu ;; arm64) echo aarch64-linux-gnu ;; esac
}

need_compiler() { # ARCHITECTURE
    compiler=$(prefix_of "$1")-gcc
    command -v "$compiler" > /dev/null && return
    case $(dpkg --print-architecture 2> /dev/null || echo "?")-$1 in
        amd64-amd64 | arm64-arm64) package=gcc ;;
        *-amd64) package=gcc-x86-64-linux-gnu ;;
        *) package=gcc-aarch64-linux-gnu ;;
    esac
    echo "$compiler is missing: apt-get install $package" >&2
    return 1
}

compilers() { # the versions that decide the bytes
    for architecture in amd64 arm64; do
        prefix=$(prefix_of $architecture)
        echo "$architecture: $($prefix-gcc --version | head -n 1); $($prefix-ld --version | head -n 1)"
    done
}

build() { # ARCHITECTURE DIRECTORY
    case $1 in
        amd64) only="-fcf-protection=none" ;;
        arm64) only="-mbranch-protection=none" ;;
    esac
    # shellcheck disable=SC2086 # the flags are many words
    "$(prefix_of "$1")-gcc" $flags $only -o "$2/reaper-$1" $reaper
    # shellcheck disable=SC2086
    "$(prefix_of "$1")-gcc" $flags $only -o "$2/relay-$1" $relay
}

case ${1-} in
    "") into=$resources ;;
    --check) into=$(mktemp -d) && trap 'rm -rf "$into"' EXIT ;;
    *) echo "usage: build.sh [--check]" >&2; exit 64 ;;
esac

if ! { need_compiler amd64 && need_compiler arm64; }; then
    [ "${1-}" = --check ] || exit 1
    echo "cannot compare: a compiler is missing" >&2
    exit 3
fi

if [ "${1-}" = --check ] && [ "$(compilers)" != "$(cat COMPILERS)" ]; then
    echo "cannot compare: other compiler versions may give other bytes." >&2
    printf 'The binaries were built with\n%s\nand installed here are\n%s\n' "$(cat COMPILERS)" "$(compilers)" >&2
    exit 3
fi

mkdir -p "$into"
build amd64 "$into"
build arm64 "$into"

if [ "${1-}" = --check ]; then
    compilers
    for program in reaper-amd64 reaper-arm64 relay-amd64 relay-arm64; do
        if ! cmp "$into/$program" "$resources/$program"; then
            echo "$program is not what engines/docker/reaper/src gives: run engines/docker/reaper/build.sh and commit the result" >&2
            exit 1
        fi
    done
    echo "all binaries are what their source gives"
else
    compilers > COMPILERS
    chmod 644 "$into"/reaper-* "$into"/relay-*
    wc -c "$into"/reaper-* "$into"/relay-*
fi
