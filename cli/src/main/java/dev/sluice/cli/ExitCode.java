package dev.sluice.cli;

/** The exit codes that scripts rely on. */
final class ExitCode {
  /**
   * Everything asked for was done; after {@code get} and {@code verify}: every byte is verified.
   */
  static final int OK = 0;

  /** It could not be done: disk, network, a missing file. */
  static final int FAILURE = 1;

  /** The command line makes no sense, or the torrent is no valid one. */
  static final int USAGE = 2;

  /** {@code verify} found pieces missing or wrong. */
  static final int INCOMPLETE = 3;

  /** Ctrl-C. After SIGTERM the JVM itself answers 143, after SIGHUP 129: 128 and the signal. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
