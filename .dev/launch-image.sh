#!/bin/sh
# bin/sluice of the image that ./dev dist makes: starts Sluice with the runtime beside it.
#
#   SLUICE_JAVA_OPTS   options for the JVM, after our own, as in -Xmx64m

# This file, through symbolic links to it.
self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
  esac
done
home=$(CDPATH= cd -- "${self%/*}/.." && pwd -P) || exit 1

# File names are UTF-8, also where the locale does not say so (cron, containers).
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
  *)
    LC_CTYPE=C.UTF-8 && export LC_CTYPE
    [ -z "${LC_ALL:-}" ] || LC_ALL=C.UTF-8
    ;;
esac

. "$home/lib/sluice/jvm-flags.sh"
set -f # the user's options are words, not patterns
# shellcheck disable=SC2086
exec "$home/bin/java" $jvm_flags "-XX:AOTCache=$home/lib/sluice/sluice.aot" ${SLUICE_JAVA_OPTS:-} \
  --module dev.sluice.cli/dev.sluice.cli.Main "$@"
