/**
 * Finding the nodes nearest to a key, by asking those that are nearer and nearer.
 *
 * <p>Knows: nodes, who named whom, who answered. Must not know: messages, what the nodes are asked
 * for. Thread: owned by the DHT actor. Read first: {@link dev.sluice.dht.lookup.Lookup}. BEPs: 5.
 */
package dev.sluice.dht.lookup;
