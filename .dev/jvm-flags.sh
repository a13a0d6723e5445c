# Sourced by ./sluice and .dev/train-aot.sh, which must agree: an AOT cache fits one set of flags.

# The heap holds the engine's state; payloads live in direct memory, whose bound must not shrink
# when a user gives a smaller -Xmx, hence its own limit. Serial is the collector with the smallest
# footprint and the shortest start; the engine makes little garbage. A cache that does not fit
# (other flags, other JDK) is not worth a word to the user: its log is off.
#
# New objects get 8 MiB: nearly all are messages, dead when the next collection comes, and a young
# generation of the usual size would touch 80 MiB of fresh memory before its first one.
#
# A method is compiled ten times later than the JVM would: with the usual thresholds the compilers
# took 1.9 of the 4.5 CPU seconds of a first GiB, for code that runs once in 16 KiB. Digests and
# copies, which are the work, are intrinsics and reach them anyway.
jvm_flags="-XX:CompileThresholdScaling=10 -Xmx256m -XX:MaxDirectMemorySize=256m -XX:+ExitOnOutOfMemoryError
  -Xlog:aot=off -Xlog:cds=off -Dorg.slf4j.simpleLogger.defaultLogLevel=off"

case ${SLUICE_JAVA_OPTS:-} in
  *-XX:+Use*GC*) ;; # the user chose a collector; the JVM refuses two
  *) jvm_flags="$jvm_flags -XX:+UseSerialGC -Xmn8m" ;;
esac
