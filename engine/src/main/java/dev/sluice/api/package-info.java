/**
 * What programs see of the engine: one interface, immutable views, and events.
 *
 * <p>Knows: {@code model} and {@code metainfo}. Must not know: anything else, so that a remote
 * client can stand behind the same interface. Read first: {@link dev.sluice.api.TorrentClient}.
 */
package dev.sluice.api;
