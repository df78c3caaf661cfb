#!/usr/bin/env bash
# Usage: install-packages.sh NEED:PACKAGE ...
# Installs the Debian packages of needs that are not met. A need is a command, a file (it has a slash; globs are
# allowed), or `venv`, which is Python's module.
set -euo pipefail

met() {
    case $1 in
        venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
        */*) compgen -G "$1" >/dev/null ;;
        *) command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ] ;;
    esac
}

missing=()
for pair in "$@"; do
    met "${pair%%:*}" || missing+=("${pair#*:}")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "missing: ${missing[*]}; install them with your system's package manager" >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" != 0 ]; then as_root=(sudo); fi
echo "installing ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
