/**
 * The distributed hash table: finds peers of a torrent without a tracker, and keeps its share of
 * what others look for.
 *
 * <p>Knows: nodes, keys, messages. Must not know: torrents (an info-hash is a key like another),
 * peers as connections. Thread: everything is owned by the DHT actor; {@link dev.sluice.dht.Dht} is
 * its outside, for any thread. Read first: {@link dev.sluice.dht.Dht}, then {@link
 * dev.sluice.dht.lookup.Lookup} and {@link dev.sluice.dht.routing.RoutingTable}. BEPs: 5, 32, 33,
 * 42, 43, 44, 51.
 */
package dev.sluice.dht;
