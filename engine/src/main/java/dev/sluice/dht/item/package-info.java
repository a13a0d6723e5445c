/**
 * Small things that anyone may keep in the table: under the digest of their content, or under a
 * public key, signed.
 *
 * <p>Knows: values, keys and signatures. Must not know: nodes that keep them, messages. Thread:
 * values; any thread. Read first: {@link dev.sluice.dht.item.Item}. BEPs: 44.
 */
package dev.sluice.dht.item;
