#!/bin/sh
# Makes the AOT cache $2/sluice.aot with the JDK at $1: runs the real program on small work and lets
# the JVM remember which classes it loaded, linked and compiled. To train another command, add a
# line to `commands`: arguments separated by single blanks, run in this order in one process; "& "
# before one lets it run beside the next. With "linked" as $3 Sluice is among the modules of $1 itself.

jdk=$1
cache=$2/sluice.aot
linked=${3:-}
root=$(CDPATH= cd -- "${0%/*}/.." && pwd -P) || exit 1
port=$((20000 + $$ % 20000)) # of the transfer; a number that others on this machine do not take too
stage=$(mktemp -d "${TMPDIR:-/tmp}/sluice-train.XXXXXX") || exit 1
trap 'rm -rf "$stage"' EXIT

commands() {
  cat <<COMMANDS
--version
--help
get --help
show sample.torrent
show sample.torrent --json
magnet sample.torrent
verify sample.torrent
create sample -o new.torrent --json
seed sample.torrent --bind 127.0.0.1 --port 0 --no-dht --no-lsd --no-pex --no-trackers --seed-time 0s
create zeros --announce http://127.0.0.1:6969/announce
get sample.torrent --bind 127.0.0.1 --port 0 --no-dht --no-lsd --no-pex --no-trackers
& seed zeros.torrent --bind 127.0.0.1 --port $port --no-trackers --seed-time 5s
get zeros.torrent -d copy --bind 127.0.0.1 --port 0 --peer 127.0.0.1:$port --no-trackers
COMMANDS
}

# A torrent of one file and one piece, complete beside it.
sample() {
  printf 'Water finds its way.' >"$stage/sample"
  {
    printf 'd8:announce30:http://127.0.0.1:6969/announce'
    printf '4:infod6:lengthi20e4:name6:sample12:piece lengthi16384e6:pieces20:'
    printf '\175\152\052\132\103\127\164\077\054\376\251\253\044\101\106\064\360\022\153\210ee'
  } >"$stage/sample.torrent"
}

# Enough to hash and to transfer that the JVM learns which code is hot.
zeros() {
  dd if=/dev/null of="$stage/zeros" bs=1 seek=134217728 2>/dev/null
}

sample
zeros
unset SLUICE_JAVA_OPTS # the flags of a plain start
. "$root/.dev/jvm-flags.sh"
cd "$stage" || exit 1
rm -f "$cache"
# The user's own state stays out of it.
export HOME="$stage" XDG_CONFIG_HOME="$stage" XDG_STATE_HOME="$stage" XDG_DATA_HOME="$stage"
commands >"$stage/commands"
path=$root/cli/target/app
[ -z "$linked" ] || path=
# shellcheck disable=SC2086
"$jdk/bin/java" $jvm_flags "-XX:AOTCacheOutput=$cache.new" \
  ${path:+--module-path "$path"} --module dev.sluice.cli/dev.sluice.cli.Rehearsal \
  <"$stage/commands" &
rehearsal=$!

# A command that hangs must not hang the build: a cache is a convenience.
seconds=0
while kill -0 "$rehearsal" 2>/dev/null; do
  [ "$seconds" -lt 60 ] || kill "$rehearsal"
  seconds=$((seconds + 1))
  sleep 1
done
wait "$rehearsal" && [ -s "$cache.new" ] && mv "$cache.new" "$cache"
