/**
 * Which nodes we know, and how far each can be relied upon.
 *
 * <p>Knows: ids, addresses, what became of asking. Must not know: messages, sockets. Thread: owned
 * by the DHT actor. Read first: {@link dev.sluice.dht.routing.RoutingTable}. BEPs: 5, 42.
 */
package dev.sluice.dht.routing;
