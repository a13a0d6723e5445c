import org.jspecify.annotations.NullMarked;

/**
 * The headless BitTorrent engine. Programs use {@code dev.sluice.api} and compose it with {@code
 * dev.sluice.session}; the other exported packages hold the values that those two speak of.
 */
@NullMarked
module dev.sluice.engine {
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.sluice.api;
  exports dev.sluice.bencode;
  exports dev.sluice.metainfo;
  exports dev.sluice.model;
  exports dev.sluice.session;
  exports dev.sluice.storage.platform;
}
