/**
 * Who is who in the distributed hash table: ids and their distance, nodes, and which ids an address
 * may have.
 *
 * <p>Knows: ids and addresses. Must not know: messages, tables. Thread: values; any thread, but for
 * the vote, which belongs to the DHT actor. Read first: {@link dev.sluice.dht.node.NodeId}, {@link
 * dev.sluice.dht.node.SecureIds}. BEPs: 5, 32, 42.
 */
package dev.sluice.dht.node;
