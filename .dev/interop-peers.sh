#!/bin/sh
# Sees to it that the clients and trackers of the interop tests are here: installs what is missing
# under root on Debian, names it elsewhere. With CI=true a missing one is a failure.

# Each line: a command that proves the peer is here, and the Debian package that brings it.
peers() {
  cat <<PEERS
/usr/bin/python3 -c "import libtorrent"|python3-libtorrent
command -v transmission-daemon|transmission-daemon
command -v transmission-remote|transmission-cli
command -v aria2c|aria2
command -v opentracker|opentracker
command -v mktorrent|mktorrent
command -v ffmpeg|ffmpeg
PEERS
}

missing() {
  peers | while IFS='|' read -r proof package; do
    sh -c "$proof" </dev/null >/dev/null 2>&1 || printf '%s ' "$package"
  done
}

install() {
  echo "Installing interop peers: $*"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >/dev/null 2>&1
}

absent=$(missing)
if [ -n "$absent" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  # shellcheck disable=SC2086
  install $absent
  absent=$(missing)
fi
[ -n "$absent" ] || exit 0

if [ "${CI:-}" = true ]; then
  echo "Interop peers are missing: $absent" >&2
  exit 1
fi
echo "Interop tests with these are skipped, they are not installed: $absent" >&2
