import org.jspecify.annotations.NullMarked;

/** The faces that need no terminal: files of torrents over HTTP, while they download. */
@NullMarked
module dev.sluice.daemon {
  requires transitive dev.sluice.engine;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.sluice.daemon.stream;
}
