#!/bin/sh
# Installs the Debian packages that some tests need, where they are missing and can be had.
missing=
command -v msgfmt >/dev/null || missing="$missing gettext"
command -v chromium >/dev/null || missing="$missing chromium chromium-driver"
command -v chromedriver >/dev/null || missing="$missing chromium-driver"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed:$missing. Tests that need them will be skipped." >&2
    exit 0
fi
apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null
