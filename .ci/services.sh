# Finds, or as root installs and starts, what the second and third pass need. Sourced by .ci/run.

fail() { echo "CI cannot go on: $*" >&2; exit 1; }

installed() { command -v "$1" >/dev/null 2>&1; }

install_package() {
    [ "$(id -u)" = 0 ] || fail "$1 is not installed, and only root can install it."
    [ -n "${apt_fresh:-}" ] || { apt-get update -qq || fail "the package list could not be read."; apt_fresh=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || fail "$* could not be installed."
}

wait_for() {
    for _ in $(seq 60); do "$@" >/dev/null 2>&1 && return 0; sleep 0.5; done
    fail "no answer: $*"
}

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

start_postgresql() {
    if ! port_answers 5432; then
        installed pg_ctlcluster || install_package postgresql
        version=$(ls /etc/postgresql | sort -n | tail -n 1)
        pg_ctlcluster --skip-systemctl-redirect "$version" main start || true
        wait_for port_answers 5432
    fi
    # A role and database of CI's own, reachable by password on any freshly installed server.
    if ! psql "postgres://folkmoot_ci:folkmoot_ci@127.0.0.1:5432/postgres" -c 'SELECT 1' >/dev/null 2>&1; then
        role="CREATE ROLE folkmoot_ci LOGIN CREATEDB PASSWORD 'folkmoot_ci'"
        psql -U postgres -h 127.0.0.1 -w -c "$role" >/dev/null 2>&1 \
            || su postgres -c "psql -c \"$role\"" >/dev/null \
            || fail "the PostgreSQL role folkmoot_ci could not be made."
    fi
    wait_for psql "postgres://folkmoot_ci:folkmoot_ci@127.0.0.1:5432/postgres" -c 'SELECT 1'
    psql "postgres://folkmoot_ci:folkmoot_ci@127.0.0.1:5432/postgres" -tc "SELECT 1 FROM pg_database WHERE datname = 'folkmoot_ci'" \
        | grep -q 1 || psql "postgres://folkmoot_ci:folkmoot_ci@127.0.0.1:5432/postgres" -qc 'CREATE DATABASE folkmoot_ci'
}

start_redis() {
    if ! port_answers 6379; then
        installed redis-server || install_package redis-server
        port_answers 6379 || redis-server --daemonize yes --bind 127.0.0.1 --port 6379 --save "" --appendonly no >/dev/null
    fi
    wait_for port_answers 6379
}

install_chromium() {
    # Debian's without windows, where there is one: a new visitor costs a third.
    installed chromium-headless-shell || apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null 2>&1 || true
    installed chromium-headless-shell || installed chromium || install_package chromium
    installed chromium-headless-shell || installed chromium || fail "Chromium could not be installed."
}
installed git || install_package git
python3 -c 'import venv, ensurepip' 2>/dev/null || install_package python3-venv
