package dev.sluice.transport.utp;

import dev.sluice.actor.Actors;
import dev.sluice.transport.udp.Datagrams;
import java.util.Random;

/**
 * What uTP needs of its surroundings.
 *
 * @param actors a thread and the time
 * @param datagrams the way out
 * @param random must be unpredictable: that nobody guesses sequence numbers rests on it
 * @param port where peers call us; their datagrams are given to {@link UtpTransport#datagrams}
 */
public record UtpWorld(Actors actors, Datagrams datagrams, Random random, int port) {}
