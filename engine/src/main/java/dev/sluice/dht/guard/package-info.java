/**
 * What keeps strangers from using us against others, or wearing us out.
 *
 * <p>Knows: addresses and time. Must not know: messages, tables. Thread: owned by the DHT actor.
 * Read first: {@link dev.sluice.dht.guard.WriteTokens}, {@link dev.sluice.dht.guard.QueryLimits}.
 * BEPs: 5.
 */
package dev.sluice.dht.guard;
