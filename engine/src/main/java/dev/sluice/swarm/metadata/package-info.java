/**
 * How the metadata of a torrent is fetched from peers and given to them: which piece is asked from
 * whom, what the answers make together, and who lied; and how much one peer may ask of us.
 *
 * <p>Knows: peers by key and address, {@code ut_metadata} messages. Must not know: connections,
 * trackers, what the metadata says. Thread: owned by the torrent actor. Read first: {@link
 * dev.sluice.swarm.metadata.MetadataFetch}. BEPs: 9.
 */
package dev.sluice.swarm.metadata;
