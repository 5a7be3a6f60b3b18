# Shared by bin/test, bin/demo and testing/images/get: brings a machine to the point where Mayfly can be built
# and tested. What is there already is used as it is; only what is missing is installed.
# shellcheck shell=bash disable=SC2034 # some of the variables are for those who source this

SETUP_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
SETUP_WORK=$SETUP_ROOT/target/setup
SETUP_LOCK=${TMPDIR:-/tmp}/mayfly-setup-$UID.lock
readonly SETUP_ROOT SETUP_WORK SETUP_LOCK

# --- messages ------------------------------------------------------------------------------------

say() { printf '%s\n' "$*"; }

die() {
    printf 'error: %s\n' "$1" >&2
    shift
    [ $# = 0 ] || printf '       %s\n' "$@" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# --- one at a time -------------------------------------------------------------------------------

# Runs a command while no other run on this machine installs or builds; locks nest within one run.
alone() {
    if [ -n "${SETUP_LOCKED:-}" ] || ! has flock; then
        "$@"
        return
    fi
    exec 9>"$SETUP_LOCK"
    flock -n 9 || { say "waiting for another run that is setting up this machine"; flock 9; }
    SETUP_LOCKED=yes
    export SETUP_LOCKED
    "$@"
    unset SETUP_LOCKED
    exec 9>&-
}

# --- packages ------------------------------------------------------------------------------------

can_install() { [ "$(id -u)" = 0 ] && has apt-get; }

thrice() {
    "$@" && return
    sleep 2
    "$@" && return
    sleep 5
    "$@"
}

quiet_apt() {
    local log=$SETUP_WORK/apt.log
    mkdir -p "$SETUP_WORK"
    DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" \
        </dev/null >"$log" 2>&1 9>&- || { tail -n 20 "$log" >&2; return 1; }
}

update_packages_once() {
    [ -z "${SETUP_APT_UPDATED:-}" ] || return 0
    say "reading the package lists"
    # A third-party source that does not answer must not stop us: a missing package is noticed later.
    thrice quiet_apt update || say "warning: the package lists could not all be read"
    export SETUP_APT_UPDATED=yes
}

install_packages() {
    update_packages_once
    say "installing $*"
    thrice quiet_apt install -y --no-install-recommends "$@" ||
        die "cannot install $*." "Install it by hand, then run this again."
}

# The first of some packages that this release of Debian has.
first_known_package() {
    local package candidate
    for package in "$@"; do
        candidate=$(apt-cache policy "$package" 2>/dev/null | sed -n 's/.*Candidate: \([^(]\)/\1/p')
        if [ -n "$candidate" ]; then
            say "$package"
            return
        fi
    done
    say "$1"
}

# need_packages COMMAND-OR-FILE=PACKAGE...: installs the packages whose command or file is missing.
need_packages() {
    local pair missing=()
    for pair in "$@"; do
        has "${pair%%=*}" || [ -e "${pair%%=*}" ] || missing+=("${pair##*=}")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    can_install || die "${missing[*]} missing." "Install it: sudo apt-get install ${missing[*]}"
    alone install_packages "${missing[@]}"
}

# --- ssh -----------------------------------------------------------------------------------------

# For tests that start an ssh server of their own. Where services are run, its package would start one for all.
ensure_ssh_server() {
    [ ! -d /run/systemd/system ] && can_install || return 0
    need_packages /usr/sbin/sshd=openssh-server ssh=openssh-client
}

# --- packages of another release of Debian ------------------------------------------------------

readonly DEBIAN_KEYS=/usr/share/keyrings/debian-archive-keyring.gpg

# Fetches a package with lists of its own, and installs nothing: any release of Debian or Ubuntu will do.
fetch_package() { # RELEASE PACKAGE FOLDER   (its content is in FOLDER/package then)
    apt_beside "$3" "deb $1" download "$2" || return 1
    dpkg-deb --extract "$3/$2"_*.deb "$3/package" || return 1
    rm -f "$3/$2"_*.deb
}

fetch_source() { # RELEASE PACKAGE FOLDER   (its .dsc and what that names are in FOLDER then)
    apt_beside "$3" "deb-src $1" source --download-only "$2"
}

apt_beside() { # FOLDER 'KIND RELEASE' COMMAND...
    local folder=$1 options
    options=(-o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root
        -o APT::Default-Release= -o Acquire::Languages=none)
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
    say "${2% *} [signed-by=$DEBIAN_KEYS] ${MAYFLY_DEBIAN_MIRROR:-http://deb.debian.org}/debian ${2#* } main" >"$folder/sources.list"
    thrice quiet_apt "${options[@]}" update || return 1
    (cd "$folder" && thrice quiet_apt "${options[@]}" "${@:3}") || return 1
    rm -rf "$folder/lists" "$folder/cache" "$folder/sources.list"
}

# Where engines that tests start are kept, see testing/engines.
engine_cache() { say "${MAYFLY_ENGINE_ROOTS:-${XDG_CACHE_HOME:-$HOME/.cache}/mayfly/engines}"; }

# --- Compose -------------------------------------------------------------------------------------

compose_answers() {
    local command
    for command in 'docker compose' docker-compose; do
        # shellcheck disable=SC2086 # one or two words
        case $($command version --short 2>/dev/null) in [2-9].* | v[2-9].* | [1-9][0-9].*) return 0 ;; esac
    done
    return 1
}

# Docker's Compose, for this user: Debian 12 has only version 1, and the program of Debian 13 runs there too.
# Where it can't be had, tests of Compose files are left out.
ensure_compose() {
    compose_answers && return 0
    can_install && [ -e "$DEBIAN_KEYS" ] || return 1
    alone fetch_compose && compose_answers
}

fetch_compose() {
    local apt=$SETUP_WORK/apt-trixie plugins=${DOCKER_CONFIG:-${HOME:-/root}/.docker}/cli-plugins
    say "fetching docker-compose of Debian 13"
    rm -rf "$apt"
    fetch_package trixie docker-compose "$apt" || return 1
    mkdir -p "$plugins"
    cp "$apt/package/usr/libexec/docker/cli-plugins/docker-compose" "$plugins/"
}

# --- Java and Maven ------------------------------------------------------------------------------

readonly LEAST_JAVA=17

# No download noise, no colours, and a second try when a repository stumbles (one name for each line of Maven).
readonly MAVEN_FLAGS=(-B -ntp -Dstyle.color=never
    -Dmaven.wagon.http.retryHandler.count=3 -Daether.connector.http.retryHandler.count=3)

# javac_version JDK-FOLDER: its feature version (17, 21, ...), or 0 when there is no compiler.
javac_version() {
    local version
    version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    say "${version:-0}"
}

# Makes JAVA_HOME the first JDK that is new enough: the user's own, the one on the PATH, any installed.
choose_jdk() {
    local jdk on_path=''
    if [ -x /usr/libexec/java_home ]; then # macOS, where javac on the PATH is only a signpost
        on_path=$(/usr/libexec/java_home 2>/dev/null || true)
    elif has javac; then
        on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
    fi
    for jdk in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*; do
        [ -x "${jdk:-/none}/bin/javac" ] || continue
        [ "$(javac_version "$jdk")" -ge "$LEAST_JAVA" ] || continue
        export JAVA_HOME=$jdk
        return
    done
    return 1
}

ensure_jdk() {
    choose_jdk && return
    can_install || die "no JDK $LEAST_JAVA or later found." \
        "Install one (https://adoptium.net, or: sudo apt-get install openjdk-17-jdk-headless)," \
        "or point JAVA_HOME at it."
    update_packages_once
    install_packages "$(first_known_package openjdk-17-jdk-headless openjdk-21-jdk-headless)"
    choose_jdk || die "a JDK was installed, but no javac $LEAST_JAVA or later can be found under /usr/lib/jvm."
}

# maven_is_new_enough: 3.8 or later.
maven_is_new_enough() {
    local version
    version=$(mvn -version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
    # shellcheck disable=SC2086
    set -- $version
    [ "${1:-0}" -gt 3 ] || { [ "${1:-0}" = 3 ] && [ "${2:-0}" -ge 8 ]; }
}

# Sets MAVEN to the command to use.
ensure_maven() {
    MAVEN=mvn
    maven_is_new_enough && return
    [ ! -x "$SETUP_ROOT/mvnw" ] || { MAVEN=$SETUP_ROOT/mvnw; return; }
    can_install || die "no Maven 3.8 or later found." \
        "Install it (https://maven.apache.org/install.html, or: sudo apt-get install maven)."
    install_packages maven
    maven_is_new_enough || die "Maven was installed, but it is older than 3.8." "Put a newer mvn first on the PATH."
}

ensure_java_tools() {
    ensure_jdk
    ensure_maven
    say "java $(javac_version "$JAVA_HOME") ($JAVA_HOME), $("$MAVEN" -version 2>/dev/null | sed -n 's/.*Apache \(Maven [0-9.]*\).*/\1/p')"
}

# --- the engine ----------------------------------------------------------------------------------

readonly DEFAULT_SOCKET=/var/run/docker.sock

# The path of the socket that is used, empty when the engine is not local.
engine_socket() {
    case ${DOCKER_HOST:-} in
        unix://*) say "${DOCKER_HOST#unix://}" ;;
        '') say "$DEFAULT_SOCKET" ;;
    esac
}

engine_answers() {
    if has docker; then
        bounded 15 docker version --format '{{.Server.Version}}' >/dev/null 2>&1
    elif has curl && [ -n "$(engine_socket)" ]; then
        curl -fsS -m 5 -o /dev/null --unix-socket "$(engine_socket)" http://engine/_ping 2>/dev/null
    else
        return 1
    fi
}

# bounded SECONDS COMMAND...: the command's result, or 124 when it took longer.
bounded() {
    if has timeout; then timeout "$@"; else shift; "$@"; fi
}

ensure_engine() {
    has docker || has curl || ensure_docker_command # one of them has to ask
    if ! engine_answers; then
        explain_refused_engine
        start_engine
    fi
    ensure_docker_command
    say "engine $(docker version --format '{{.Server.Version}}' 2>/dev/null) at ${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null || say "unix://$DEFAULT_SOCKET")}"
}

# Stops with an explanation when an engine is configured or present but cannot be used.
explain_refused_engine() {
    local socket
    socket=$(engine_socket)
    if [ -z "$socket" ] || [ "$socket" != "$DEFAULT_SOCKET" ]; then
        die "the engine at DOCKER_HOST=$DOCKER_HOST does not answer." "Start it, or unset DOCKER_HOST to use the local one."
    fi
    if [ -e "$socket" ] && [ ! -w "$socket" ]; then
        die "no permission for the engine's socket $socket (user $(id -un))." \
            "Fix: sudo usermod -aG docker $(id -un), then log in again."
    fi
    can_install || die "no container engine answers at $socket." \
        "Start Docker, or install it (https://docs.docker.com/engine/install, or: sudo apt-get install docker.io)."
}

start_engine() {
    need_packages dockerd=docker.io iptables=iptables /etc/ssl/certs/ca-certificates.crt=ca-certificates
    prepare_kernel
    ! engine_answers || return 0 # the package's own service has started it
    local log=${TMPDIR:-/tmp}/mayfly-dockerd.log
    if [ -d /run/systemd/system ]; then
        systemctl start docker >"$log" 2>&1 || true
    else
        setsid dockerd </dev/null >"$log" 2>&1 9>&- &
    fi
    await_engine "$log"
    say "the engine was started for you and is left running (log: $log)"
}

# What a service manager would otherwise do before dockerd.
prepare_kernel() {
    if ! grep -q ' /sys/fs/cgroup' /proc/mounts; then
        need_packages cgroupfs-mount=cgroupfs-mount
        cgroupfs-mount
    fi
    if grep -qs Y /sys/module/apparmor/parameters/enabled; then
        need_packages apparmor_parser=apparmor
    fi
}

await_engine() { # LOG
    local second
    for ((second = 0; second < 60; second++)); do
        ! engine_answers || return 0
        sleep 1
    done
    tail -n 20 "$1" >&2
    if grep -qi iptables "$1"; then
        die "dockerd did not come up within 60 s; its last lines are above." \
            "They speak of iptables: try the other backend, then run this again:" \
            "update-alternatives --set iptables /usr/sbin/iptables-legacy"
    fi
    die "dockerd did not come up within 60 s; its last lines are above."
}

# Debian 13 has the command in a package of its own.
ensure_docker_command() {
    has docker && return
    can_install || die "there is no docker command." "Install it: https://docs.docker.com/engine/install"
    update_packages_once
    alone install_packages "$(first_known_package docker-cli docker.io)"
}

# --- everything ----------------------------------------------------------------------------------

set_up_machine() {
    alone ensure_java_tools
    alone ensure_engine
}
