#!/bin/sh
# Gets what the tests in a real browser need: chromium from the system's packages, axe-core from npm.
# What cannot be had is said, and the tests that need it are skipped. Nothing is installed where it is there already.
set -u
cache=${REFTEL_ROOM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/reftel-room}
mkdir -p "$cache"

if ! command -v chromium >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "installing chromium"
        { timeout 240 apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive timeout 240 apt-get install -qq -y --no-install-recommends chromium; } \
            >"$cache/install.log" 2>&1 || tail -n 3 "$cache/install.log"
    fi
    command -v chromium >/dev/null 2>&1 || echo "skipped: no chromium, and it cannot be installed: no test in a browser"
fi

if [ ! -s "$cache/axe.min.js" ]; then
    if command -v npm >/dev/null 2>&1; then
        (cd "$cache" && timeout 60 npm pack --silent axe-core@4 >/dev/null 2>&1 &&
            tar -xzf axe-core-4*.tgz --strip-components=1 package/axe.min.js && rm -f axe-core-4*.tgz)
    fi
    [ -s "$cache/axe.min.js" ] || echo "skipped: no axe-core (npm gets it): nothing is said about accessibility"
fi
exit 0
