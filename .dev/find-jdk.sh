# Sourced by ./sluice and ./dev: finds a JDK of $SLUICE_JDK_MINIMUM or newer without running it.
# Afterwards `find_jdk` has set $jdk, or has returned 1.

SLUICE_JDK_MINIMUM=25

# Is $1 the home of a JDK that is new enough? The version stands in its `release` file.
is_good_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS='=' read -r key value; do
    [ "$key" = JAVA_VERSION ] || continue
    value=${value#\"}
    value=${value%%[!0-9]*}
    [ "${value:-0}" -ge "$SLUICE_JDK_MINIMUM" ]
    return
  done <"$1/release"
  return 1
}

# Sets $jdk to the first good home among the arguments; a pattern without a match is no harm.
first_good_jdk() {
  for jdk in "$@"; do
    is_good_jdk "$jdk" && return 0
  done
  return 1
}

# Sets $jdk from the `java` of PATH, through its symbolic links.
jdk_of_path() {
  java=$(command -v java) && java=$(readlink -f "$java" 2>/dev/null) || return 1
  first_good_jdk "${java%/bin/java}"
}

# Sets $jdk from macOS's own register.
jdk_of_macos() {
  [ -x /usr/libexec/java_home ] || return 1
  home=$(/usr/libexec/java_home -v "$SLUICE_JDK_MINIMUM+" 2>/dev/null) || return 1
  first_good_jdk "$home"
}

find_jdk() {
  if [ -n "${SLUICE_JAVA_HOME:-}" ]; then
    first_good_jdk "$SLUICE_JAVA_HOME"
    return
  fi
  first_good_jdk "${JAVA_HOME:-/}" ||
    jdk_of_path ||
    first_good_jdk /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* ||
    jdk_of_macos ||
    first_good_jdk /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home ||
    first_good_jdk "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* ||
    first_good_jdk "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/*
}

# Finds a JDK, or says in one line how to get one and exits.
require_jdk() {
  find_jdk && return
  if [ -n "${SLUICE_JAVA_HOME:-}" ]; then
    echo "sluice: SLUICE_JAVA_HOME=$SLUICE_JAVA_HOME is no JDK $SLUICE_JDK_MINIMUM or newer" >&2
  else
    echo "sluice: needs a JDK $SLUICE_JDK_MINIMUM or newer: install one from https://adoptium.net or with your package manager, or point JAVA_HOME at it" >&2
  fi
  exit 1
}
