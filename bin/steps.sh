# SPDX-License-Identifier: Apache-2.0
# What bin/quickstart and bin/verify share: progress, errors that say what to do, and the packages of Debian. To be read with ".".
# shellcheck shell=sh

say() {
    printf '%s\n' "$*"
}

# The next step, with its number and the time since the start.
step() {
    step_number=$((${step_number:-0} + 1))
    printf '\n[%d] %s (after %d s)\n' "$step_number" "$*" "$(($(date +%s) - started))"
}
started=$(date +%s)

# $1: what is wrong, $2: what to do.
fail() {
    printf '\nstopped: %s\n  to do: %s\n' "$1" "$2" >&2
    exit 1
}

# Installs those of the packages that are missing, or says what to install. $1...: names of Debian packages.
need_packages() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null 2>&1 ||
        fail "these programs are missing, by the names of Debian's packages:$missing" "install them with this system's own package tool"
    [ "$(id -u)" = 0 ] || fail "these packages are missing:$missing" "run as root: apt-get update && apt-get install -y$missing"
    say "    installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt_log=$(mktemp)
    # Debian starts the services that it installs; policy-rc.d keeps it from that, since the tests start their own.
    policy=/usr/sbin/policy-rc.d
    made_policy=
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" && made_policy=yes; }
    # shellcheck disable=SC2086 # a list of names
    { apt-get -q update && apt-get -q -y --no-install-recommends install $missing; } >"$apt_log" 2>&1 </dev/null
    apt_status=$?
    [ -z "$made_policy" ] || rm -f "$policy"
    [ "$apt_status" = 0 ] || {
        tail -n 20 "$apt_log" >&2
        fail "the packages cannot be installed; the output of apt-get is above" "correct that, or install them yourself:$missing"
    }
    rm -f "$apt_log"
}

# Exim's program alone, unpacked from Debian's package into a folder: as packages, Exim and Postfix exclude each other. It runs as the
# user that its package would make. $1: the folder.
need_exim() {
    need_packages libdb5.3 libgnutls-dane0 libidn12 libidn2-0 libnsl2 libpcre2-8-0
    if [ ! -x "$1/usr/sbin/exim4" ]; then
        say "    fetching exim4-daemon-light"
        mkdir -p "$1"
        exim_log=$(mktemp)
        { apt-get -q update && (cd "$1" && apt-get -q download exim4-daemon-light) &&
            dpkg -x "$1"/exim4-daemon-light_*.deb "$1" && chmod 755 "$1/usr/sbin/exim4"; } >"$exim_log" 2>&1 </dev/null || {
            tail -n 20 "$exim_log" >&2
            fail "Exim cannot be downloaded; the output of apt-get is above" "correct that; the tests need Exim"
        }
        rm -f "$exim_log"
    fi
    getent passwd Debian-exim >/dev/null && return 0
    [ "$(id -u)" = 0 ] || fail "the user Debian-exim is missing, which Exim needs" \
        "run as root: useradd --system --user-group --no-create-home --shell /usr/sbin/nologin Debian-exim"
    useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin Debian-exim
}

# The IMAP client imapflow of npm, in a folder. $1: the folder.
need_imapflow() {
    [ ! -d "$1/node_modules/imapflow" ] || return 0
    command -v npm >/dev/null 2>&1 || need_packages nodejs npm
    say "    fetching imapflow"
    mkdir -p "$1"
    npm_log=$(mktemp)
    npm install --prefix "$1" --no-audit --no-fund imapflow@1.0.200 >"$npm_log" 2>&1 </dev/null || {
        tail -n 20 "$npm_log" >&2
        fail "imapflow cannot be downloaded; the output of npm is above" "correct that; the tests need imapflow"
    }
    rm -f "$npm_log"
}

# The version that a Java program tells: 17, 21, ...
java_feature() {
    "$1" -version 2>&1 | sed -n '1s/^[^"]*"\([0-9]*\).*/\1/p'
}

need_java_and_maven() {
    if [ -n "${JAVA_HOME:-}" ]; then
        javac=$JAVA_HOME/bin/javac
        [ -x "$javac" ] || fail "JAVA_HOME is $JAVA_HOME, which is not a JDK: it has no bin/javac" "correct it, or unset it"
    else
        javac=$(command -v javac) || {
            need_packages openjdk-17-jdk-headless
            javac=$(command -v javac) || fail "javac is still missing" "set JAVA_HOME to a JDK of version 17 or newer"
        }
    fi
    java=$(dirname "$javac")/java
    feature=$(java_feature "$java")
    [ "${feature:-0}" -ge 17 ] ||
        fail "$java is Java ${feature:-of an unknown version}; 17 or newer is needed" "set JAVA_HOME to a JDK of version 17 or newer"
    command -v mvn >/dev/null 2>&1 || need_packages maven
    say "    Java $feature at $java, $(maven -v 2>/dev/null | grep -o 'Apache Maven [0-9.]*')"
}

# Maven without colours and without a terminal to ask at, and with Java's first compiler alone: the second takes more work from a build of a
# minute than it gives.
maven() {
    MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC ${MAVEN_OPTS:-}" mvn -B -Dstyle.color=never "$@" </dev/null
}
