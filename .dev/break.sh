# Sourced by ./dev: attacks on ourselves that are too long for a build.

# fuzz_targets: the name of each target and its class.
fuzz_targets() {
  find engine/src/test/java daemon/src/test/java -name '*Fuzz.java' |
    sed 's#.*/src/test/java/##; s#[.]java$##; s#/#.#g' |
    while read -r class; do
      name=$(printf '%s' "${class##*.}" | sed 's/Fuzz$//; s/\([a-z]\)\([A-Z]\)/\1-\2/g' | tr '[:upper:]' '[:lower:]')
      echo "$name $class"
    done | sort
}

# test_classpath [MAVEN OPTION]: compiles the engine and the daemon with their tests; prints where all of that lies.
test_classpath() {
  maven -q -Dquick "$@" -pl engine,daemon -am test-compile \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/test-classpath 1>&2 || exit
  echo "engine/target/test-classes:engine/target/classes:daemon/target/test-classes:daemon/target/classes:$(cat engine/target/test-classpath)"
}

# fuzz [TARGET [SECONDS]]: Jazzer, from the corpus of the target and what earlier runs found interesting.
fuzz() {
  [ $# -gt 0 ] || { fuzz_targets | cut -d' ' -f1 && exit; }
  class=$(fuzz_targets | sed -n "s/^$1 //p")
  [ -n "$class" ] || { echo "No such target: $1. './dev fuzz' names them." >&2 && exit 2; }
  require_jdk
  classpath=$(test_classpath -Pfuzz) || exit
  found=target/fuzz/$1
  mkdir -p "$found/corpus"
  seeds=$(find engine/src/test/resources/fuzz daemon/src/test/resources/fuzz -type d -name "$1")
  # shellcheck disable=SC2086 # no seeds, or one folder
  "$jdk/bin/java" -Xmx768m -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED \
    -cp "$classpath" com.code_intelligence.jazzer.Jazzer \
    --target_class="$class" --instrumentation_includes='dev.sluice.**' \
    --disabled_hooks='com.code_intelligence.jazzer.sanitizers.**' --reproducer_path="$found" \
    "$found/corpus" $seeds -max_total_time="${2:-600}" -max_len=4096 -timeout=10 \
    -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$found/" || {
    status=$?
    echo "Found something: see $found. Put the input into src/test/resources/fuzz/$1, and mend it." >&2
    exit $status
  }
}

# chaos [N [SEED]]: simulated swarms; each that fails says how it is played again.
chaos() {
  case ${1:-0}${2:-0} in *[!0-9]*) usage >&2 && exit 2 ;; esac
  require_jdk
  classpath=$(test_classpath) || exit
  exec "$jdk/bin/java" -Xmx768m -cp "$classpath" dev.sluice.simulation.ChaosRun "$@"
}

# soak MINUTES: in little memory, so that a leak shows.
soak() {
  case ${1:-} in '' | *[!0-9]*) usage >&2 && exit 2 ;; esac
  require_jdk
  classpath=$(test_classpath) || exit
  exec "$jdk/bin/java" -Xmx128m -XX:+ExitOnOutOfMemoryError -cp "$classpath" \
    dev.sluice.session.SoakRun "$1"
}
