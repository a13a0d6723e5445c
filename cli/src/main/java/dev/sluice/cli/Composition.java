package dev.sluice.cli;

/**
 * Where the command line meets the engine: the one place that names its classes.
 *
 * @param clients starts a client for {@code get}
 * @param pieceCheck checks files for {@code verify}
 */
record Composition(ClientFactory clients, PieceCheck pieceCheck) {
  /** Returns the engine in this process. */
  static Composition ofEngine() {
    return new Composition(
        settings -> {
          throw CommandFailure.notBuilt("downloading");
        },
        (torrent, directory, onProgress) -> {
          throw new java.io.IOException("checking is not built yet");
        });
  }
}
