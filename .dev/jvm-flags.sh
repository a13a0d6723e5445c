# Sourced by ./sluice and .dev/train-aot.sh, which must agree: an AOT cache fits one set of flags.

# The heap holds the engine's state; payloads live in direct memory, whose bound must not shrink
# when a user gives a smaller -Xmx, hence its own limit. Serial is the collector with the smallest
# footprint and the shortest start; the engine makes little garbage. A cache that does not fit
# (other flags, other JDK) is not worth a word to the user: its log is off.
jvm_flags="-Xmx256m -XX:MaxDirectMemorySize=256m -XX:+ExitOnOutOfMemoryError
  -Xlog:aot=off -Xlog:cds=off -Dorg.slf4j.simpleLogger.defaultLogLevel=off"

case ${SLUICE_JAVA_OPTS:-} in
  *-XX:+Use*GC*) ;; # the user chose a collector; the JVM refuses two
  *) jvm_flags="$jvm_flags -XX:+UseSerialGC" ;;
esac
