package dev.sluice.dht;

import dev.sluice.actor.Actors;
import dev.sluice.transport.udp.Datagrams;
import java.util.Random;

/**
 * What the DHT needs of its surroundings.
 *
 * @param actors threads and time
 * @param datagrams the way out
 * @param random must be unpredictable: transaction ids and write tokens rest on it
 * @param bootstrap whom to ask when we know nobody
 * @param memory what we knew when we last stopped
 */
public record DhtWorld(
    Actors actors, Datagrams datagrams, Random random, Bootstrap bootstrap, NodeMemory memory) {}
