#!/bin/bash
# Tests the reaper as it is checked in. Ends with "N passed, N failed"; exit 1 when a test failed, 3 when it cannot be run.
#   test.sh [amd64|arm64] [quick]   its protocol, against a fake engine (needs a JDK 17; for the other architecture
#                                   qemu-user-static); "quick" leaves out what takes two minutes
#   test.sh docker                  the real thing, against the Docker engine that the docker command reaches
set -eu
cd "$(dirname "$0")"
resources=../src/main/resources/dev/mayfly/docker
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

machine() { case $(uname -m) in x86_64) echo amd64 ;; aarch64 | arm64) echo arm64 ;; *) uname -m ;; esac; }

cannot() { echo "cannot test: $*" >&2; exit 3; }

protocol() { # ARCHITECTURE [quick]
    command -v javac > /dev/null || cannot "javac is missing: apt-get install openjdk-17-jdk-headless"
    cp "$resources/reaper-$1" "$work/reaper" && chmod +x "$work/reaper"
    run=("$work/reaper")
    if [ "$1" != "$(machine)" ]; then
        case $1 in amd64) emulator=qemu-x86_64-static ;; arm64) emulator=qemu-aarch64-static ;; esac
        command -v $emulator > /dev/null || cannot "$emulator is missing: apt-get install qemu-user-static"
        run=("$emulator" "$work/reaper")
    fi
    javac -Xlint:all -Werror -d "$work" test/*.java
    java -Dquick="$([ "${2-}" = quick ] && echo true)" -cp "$work" ProtocolTests "${run[@]}"
}

case ${1-$(machine)} in
    amd64 | arm64) protocol "${1-$(machine)}" "${2-}" ;;
    docker) . test/docker.sh ;;
    *) echo "usage: test.sh [amd64|arm64|docker] [quick]" >&2; exit 64 ;;
esac
