#!/usr/bin/env bash
# The one entry point of Reprise: finds a JDK, builds what is stale, runs. `./run.sh --help` lists the commands.
# REPRISE_JAVA_OPTS adds JVM options to any command; JAVA_HOME is preferred when it is new enough.
set -euo pipefail

readonly JDK_MIN=25
readonly GENERATIONS_KEPT=3
: "${HOME:=/}"

self="${BASH_SOURCE[0]}"
while [ -L "$self" ]; do
    link="$(readlink "$self")"
    case "$link" in /*) self="$link" ;; *) self="$(dirname "$self")/$link" ;; esac
done
root="$(cd "$(dirname "$self")" && pwd -P)"
run="$root/target/run"

say() { printf 'reprise: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# ---- the JDK ---------------------------------------------------------------------------------------------------------

# Whether a folder is a JDK that is new enough, by its `release` file: no JVM is started to find out.
is_jdk() {
    local line version
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS= read -r line; do
        case "$line" in
        JAVA_VERSION=*)
            version="${line#JAVA_VERSION=}"
            version="${version//\"/}"
            version="${version%%[!0-9]*}"
            [ -n "$version" ] && [ "$version" -ge "$JDK_MIN" ]
            return
            ;;
        esac
    done <"$1/release"
    return 1
}

find_jdk() {
    local java home
    if [ -n "${JAVA_HOME:-}" ] && is_jdk "$JAVA_HOME"; then
        printf '%s' "$JAVA_HOME"
        return
    fi
    if java="$(command -v java)"; then
        java="$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")"
        home="$(dirname "$(dirname "$java")")"
        if is_jdk "$home"; then
            printf '%s' "$home"
            return
        fi
    fi
    for home in /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        if is_jdk "$home"; then
            printf '%s' "$home"
            return
        fi
    done
    return 1
}

# ---- the build -------------------------------------------------------------------------------------------------------

# Prints the first input of the build that is newer than the stamp $1, for the modules given after it.
newer_input() {
    local stamp="$1" module inputs
    shift
    inputs=("$root/pom.xml" "$root/jvm.flags" "$root/.mvn" "$root/run.sh")
    for module in "$@"; do
        inputs+=("$root/$module/pom.xml" "$root/$module/src/main")
    done
    find "${inputs[@]}" -newer "$stamp" -print 2>/dev/null | head -n 1
}

newer_pom() {
    find "$root/pom.xml" "$root"/*/pom.xml -newer "$1" -print 2>/dev/null | head -n 1
}

is_fresh() {
    local kind="$1"
    [ -r "$run/$kind.current" ] && [ -r "$run/$kind.stamp" ] || return 1
    shift
    [ -z "$(newer_input "$run/$kind.stamp" "$@")" ]
}

maven() {
    if command -v curl >/dev/null || command -v wget >/dev/null; then
        (cd "$root" && JAVA_HOME="$jdk" ./mvnw "$@")
    elif command -v mvn >/dev/null; then
        (cd "$root" && JAVA_HOME="$jdk" mvn "$@")
    else
        fail "the build needs curl or wget to fetch Maven, or mvn 3.8 or newer on the PATH"
    fi
}

# Runs the rest of the arguments while holding the build lock; the kernel drops it with the process, however that ends.
locked() {
    mkdir -p "$run"
    if command -v flock >/dev/null; then
        (
            flock -n 9 || { say "waiting for another build of this folder" && flock 9; }
            "$@" 9>&-
        ) 9>"$run/lock"
    else
        locked_by_folder "$@"
    fi
}

# Where there is no flock (macOS): a folder that holds the owner's process id, taken over when that process is gone.
locked_by_folder() {
    local owner result=0
    until mkdir "$run/lock.d" 2>/dev/null; do
        owner="$(cat "$run/lock.d/pid" 2>/dev/null || true)"
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$run/lock.d"
        else
            sleep 0.2
        fi
    done
    echo $$ >"$run/lock.d/pid"
    ("$@") || result=$?
    rm -rf "$run/lock.d"
    return "$result"
}

build() {
    local kind="$1" last="$2" started=$SECONDS log="$run/$1-build.log"
    shift 2
    is_fresh "$kind" "$@" && return 0
    touch "$run/$kind.started"
    if [ -d "$HOME/.m2/repository/uk/co/real-logic" ]; then
        say "building ..."
    else
        say "building; the first time this fetches Maven and the libraries from Maven Central, a few minutes ..."
    fi
    # A changed pom may drop or replace a library, and copied jars would stay.
    [ -z "$(newer_pom "$run/$kind.stamp")" ] || rm -rf "$root/$last/target/lib"
    if ! maven -q -B -Dmaven.test.skip=true -pl "$last" -am package >"$log" 2>&1; then
        grep -E '^\[(ERROR|FATAL)\]' "$log" |
            grep -vE 'Help 1|[Rr]e-run Maven|To see the full|For more information|After correcting|mvn <args>|^\[ERROR\] *$' |
            sed "s#$root/##" | awk '!seen[$0]++' | head -n 60 >&2 || true
        grep -qE '^\[(ERROR|FATAL)\]' "$log" || tail -n 20 "$log" >&2
        fail "the build failed; all of it is in ${log#"$PWD"/}"
    fi
    publish "$kind" "$last"
    say "built in $((SECONDS - started)) s"
}

# Copies what was built into a folder of its own, so that a later build never changes the jars of a running engine.
publish() {
    local kind="$1" last="$2" generation jars jar archive=""
    generation="$run/$kind.$(date +%s).$$"
    mkdir -p "$generation"
    for jar in "$root/$last/target/$last"-*.jar "$root/$last"/target/lib/*.jar; do
        case "${jar##*/}" in
        codecs-* | engine-* | strategies-* | research-bridge-* | mcp-0* | admin-http-* | bench-*) cp "$jar" "$generation/" ;;
        *) ln "$jar" "$generation/" 2>/dev/null || cp "$jar" "$generation/" ;;
        esac
    done
    jars=("$generation"/*.jar)
    (
        IFS=:
        printf '%s' "${jars[*]}"
    ) >"$generation/classpath"
    # Start-up: the classes that commands load, mapped instead of parsed. A JVM that cannot use it ignores it.
    if [ "$kind" = main ]; then
        "$jdk/bin/java" "@$root/jvm.flags" -XX:+UseSerialGC -XX:ArchiveClassesAtExit="$generation/classes.jsa" -Xlog:disable \
            -Dreprise.home="$root" -cp "$(cat "$generation/classpath")" io.reprise.research.command.WarmUp >/dev/null 2>&1 || true
    fi
    printf '%s\n' "$generation" >"$run/$kind.current.$$"
    mv -f "$run/$kind.current.$$" "$run/$kind.current"
    mv -f "$run/$kind.started" "$run/$kind.stamp"
    ls -dt "$run/$kind".[0-9]* | tail -n +$((GENERATIONS_KEPT + 1)) | while IFS= read -r old; do rm -rf "$old"; done
}

test_all() {
    touch "$run/main.started"
    [ -z "$(newer_pom "$run/main.stamp")" ] || rm -rf "$root"/*/target/lib
    local failed=0
    maven -B verify --fail-at-end "$@" || exit 1
    publish main admin-http
    # Arguments are Maven's, and choose: then the console is left out.
    [ $# -eq 0 ] || return 0
    (build_ui) && test_ui || failed=1
    [ "$failed" -eq 0 ] || { say "the console's tests failed"; exit 1; }
}

# ---- the console -----------------------------------------------------------------------------------------------------

# Whether a command opens the console, which only then is built.
wants_console() {
    local word
    case "${1:-}" in serve | demo | '' | -*) ;; *) return 1 ;; esac
    for word in "$@"; do
        case "$word" in --no-console | --json | -h | --help | -V | --version) return 1 ;; esac
    done
    [ "${1:-}" = serve ] || [ -t 1 ] || case " $* " in *" --console "*) ;; *) return 1 ;; esac
}

has_node() {
    command -v npm >/dev/null && command -v node >/dev/null &&
        node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || a === 20 && b >= 19 ? 0 : 1)'
}

ui_is_fresh() {
    [ -r "$root/target/ui/index.html" ] && [ -r "$run/ui.stamp" ] || return 1
    [ -z "$(find "$root"/ui/{src,public,index.html,package.json,package-lock.json,vite.config.ts,tsconfig.json} \
        -newer "$run/ui.stamp" -print 2>/dev/null | head -n 1)" ]
}

ui_modules() {
    [ "$root/ui/node_modules/.package-lock.json" -nt "$root/ui/package-lock.json" ] ||
        (cd "$root/ui" && npm ci --no-audit --no-fund --prefer-offline)
}

# Builds the console where Node.js is and its sources are newer; without it everything else works.
build_ui() {
    ui_is_fresh && return 0
    if ! has_node; then
        say "the console is not built: that needs Node.js 20.19 or newer with npm on the PATH; everything else works without it"
        return 0
    fi
    say "building the console ..."
    touch "$run/ui.started"
    if { ui_modules && cd "$root/ui" && npm run build -- --outDir "$root/target/ui" --emptyOutDir; } >"$run/ui-build.log" 2>&1; then
        mv -f "$run/ui.started" "$run/ui.stamp"
    else
        say "the console could not be built; all of it is in ${run#"$PWD"/}/ui-build.log, everything else works without it"
    fi
}

# The console's own tests: units, then a browser against a real engine where there is Chromium.
test_ui() {
    if ! has_node; then
        say "the console's tests are skipped: they need Node.js 20.19 or newer with npm on the PATH"
        return 0
    fi
    ui_modules && (cd "$root/ui" && npm test) || return 1
    if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
        (cd "$root/ui" && REPRISE_HOME="$root" npm run e2e) || return 1
    else
        say "the console's browser tests are skipped: they need Chromium"
    fi
}

# ---- the notebooks ----------------------------------------------------------------------------------------------------

# A virtual environment for the notebooks, made anew where the list of packages has changed.
notebook_env() {
    local wanted="$root/research-bridge/python/requirements.txt" folder="$root/target/notebook"
    command -v python3 >/dev/null || fail "the notebooks need Python 3.11 or newer, and there is no python3 on the PATH"
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "the notebooks need Python 3.11 or newer, and python3 is $(python3 -c 'import platform; print(platform.python_version())')"
    python3 -c 'import ensurepip, venv' 2>/dev/null ||
        fail "the notebooks need Python's venv, which is missing: install it (on Debian and Ubuntu the package python3-venv)"
    cmp -s "$wanted" "$folder/installed.txt" && return 0
    say "making an environment for the notebooks in ${folder#"$PWD"/}; this fetches JupyterLab and pandas from PyPI, some minutes ..."
    rm -rf "$folder/env"
    mkdir -p "$folder"
    if ! { python3 -m venv "$folder/env" && "$folder/env/bin/pip" -q install --disable-pip-version-check -r "$wanted"; } >"$folder/install.log" 2>&1; then
        tail -n 3 "$folder/install.log" >&2
        fail "the notebooks' packages could not be installed; all of it is in ${folder#"$PWD"/}/install.log"
    fi
    cp "$wanted" "$folder/installed.txt"
}

notebook_help() {
    cat <<'HELP'
Usage: ./run.sh notebook [--check] [JUPYTER OPTIONS]
Starts JupyterLab on 127.0.0.1 with the notebooks in research-bridge/notebooks and
the Python package reprise, in a virtual environment that it makes in
target/notebook (Python 3.11 or newer). docs/notebooks.md says more.
      --check   Executes all notebooks headless instead, runs the package's own
                tests and type check, and ends with 1 when one fails.
  -h, --help    Shows this help.
HELP
}

# The package's types and tests, then every notebook.
notebook_check() {
    local python="$root/target/notebook/env/bin/python"
    (cd "$root/research-bridge/python" && "$python" -m mypy --strict reprise && "$python" -m pytest -q tests) || exit 1
    "$python" -m reprise.check "$root/research-bridge/notebooks" "$root/target/notebook/executed" || exit 1
}

notebook() {
    case "${1:-}" in -h | --help) notebook_help && exit ;; esac
    (locked notebook_env) || exit 1
    # shellcheck disable=SC2086  # a list of words
    is_fresh main $main_modules || locked build main admin-http $main_modules
    export PYTHONPATH="$root/research-bridge/python" REPRISE_HOME="$root" PYTHONDONTWRITEBYTECODE=1
    if [ "${1:-}" = --check ]; then
        [ $# -eq 1 ] || fail "notebook --check takes nothing else"
        notebook_check
        exit
    fi
    cd "$root/research-bridge/notebooks"
    exec "$root/target/notebook/env/bin/jupyter" lab --ServerApp.ip=127.0.0.1 --KernelManager.transport=ipc "$@"
}

# ---- run -------------------------------------------------------------------------------------------------------------

jdk="$(find_jdk)" || fail "no JDK $JDK_MIN or newer was found: install one (for example Eclipse Temurin $JDK_MIN, or your system's openjdk-$JDK_MIN-jdk package) or point JAVA_HOME at it"

readonly main_modules="codecs engine strategies research-bridge mcp admin-http"

case "${1:-}" in
--jdk) # the JDK that would be used, for scripts such as .ci/run
    printf '%s\n' "$jdk"
    exit
    ;;
test)
    shift
    locked test_all "$@"
    exit
    ;;
notebook)
    shift
    notebook "$@"
    exit
    ;;
bench) kind=bench last=bench modules="$main_modules bench" ;;
*) kind=main last=admin-http modules="$main_modules" ;;
esac

# shellcheck disable=SC2086  # a list of words
is_fresh "$kind" $modules || locked build "$kind" "$last" $modules
! wants_console "$@" || ui_is_fresh || locked build_ui
generation="$(<"$run/$kind.current")"

terminal=false
[ ! -t 1 ] || terminal=true
flags=("@$root/jvm.flags")
case " ${REPRISE_JAVA_OPTS:-} " in
*" -XX:+Use"*GC*) ;;
*) flags+=(-XX:+UseSerialGC) ;; # why: docs/architecture.md
esac
[ ! -r "$generation/classes.jsa" ] || flags+=(-XX:SharedArchiveFile="$generation/classes.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off)

# shellcheck disable=SC2086  # options are words, as in JAVA_OPTS elsewhere
exec "$jdk/bin/java" "${flags[@]}" "-Dreprise.home=$root" ${REPRISE_JAVA_OPTS:-} \
    "-Dreprise.terminal=$terminal" \
    -cp "$(<"$generation/classpath")" io.reprise.engine.cli.Main "$@"
