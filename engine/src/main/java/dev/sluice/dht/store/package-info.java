/**
 * What we keep for others: the peers of torrents, and items.
 *
 * <p>Knows: keys, addresses, values, how long and how many. Must not know: messages, the table.
 * Thread: owned by the DHT actor. Read first: {@link dev.sluice.dht.store.PeerStore}, {@link
 * dev.sluice.dht.store.ItemStore}. BEPs: 5, 33, 44, 51.
 */
package dev.sluice.dht.store;
