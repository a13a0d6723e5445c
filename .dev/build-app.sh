#!/bin/sh
# Called by ./sluice: builds cli/target/app and the AOT cache with the JDK at $1.
# Of several callers at once one builds; the others wait for it and exit with 75: look again.

jdk=$1
root=$(CDPATH= cd -- "${0%/*}/.." && pwd -P) || exit 1
state=$root/.sluice-build
log=$state/build.log
lock=$state/lock
launch=$root/cli/target/launch
build=

fail() {
  echo "sluice: $1" >&2
  exit 1
}

# The lock is a symbolic link to the holder's process id: made and read in one step each.
take_lock() {
  until ln -s "$$" "$lock" 2>/dev/null; do
    [ -w "$state" ] || fail "must build first, but cannot write to $state"
    waited=yes
    break_dead_lock
    sleep 1
  done
  trap 'rm -f "$lock"' EXIT
  trap 'stop_build; exit 130' INT
  trap 'stop_build; exit 143' TERM HUP
}

# Removes the lock of a process that has died. Only one at a time may look and remove.
break_dead_lock() {
  holder=$(readlink "$lock" 2>/dev/null) || return 0
  kill -0 "$holder" 2>/dev/null && return 0
  mkdir "$lock.breaking" 2>/dev/null || return 0
  [ "$(readlink "$lock" 2>/dev/null)" != "$holder" ] || rm -f "$lock"
  rmdir "$lock.breaking"
}

stop_build() {
  [ -z "$build" ] || { kill "$build" && wait "$build"; } 2>/dev/null
}

# Runs a command whose end can be waited for and that a signal to this script ends too.
run() {
  "$@" >>"$log" 2>&1 &
  build=$!
  wait "$build"
  status=$?
  build=
  return $status
}

maven() {
  if command -v mvn >/dev/null 2>&1; then
    echo mvn
  else
    echo "$root/mvnw"
  fi
}

mkdir -p "$state" 2>/dev/null || fail "must build first, but cannot write to $root"
waited=
take_lock
[ -z "$waited" ] || exit 75

if [ -f "$launch/stamp" ]; then
  echo "Building Sluice (sources changed) ..." >&2
else
  echo "Building Sluice (first use) ..." >&2
fi
: >"$log" && : >"$state/started" || fail "cannot write to $state"

JAVA_HOME=$jdk
export JAVA_HOME
cd "$root" || exit 1
run "$(maven)" -B -q -ntp -Dquick -DskipTests -pl cli -am package ||
  fail "the build failed; see $log"

for jar in cli/target/app/picocli-*.jar; do
  run "$jdk/bin/java" .dev/ModernClasses.java "$jar" ||
    echo "$jar is as it came: Sluice starts slower" >>"$log"
done

mkdir -p "$launch"
run "$root/.dev/train-aot.sh" "$jdk" "$launch" ||
  echo "no AOT cache: Sluice starts slower" >>"$log"

# The stamp is as old as the start of the build: what changed since is built next time.
echo "$jdk" >"$state/started.with" && touch -r "$state/started" "$state/started.with" &&
  mv "$state/started.with" "$launch/stamp"
