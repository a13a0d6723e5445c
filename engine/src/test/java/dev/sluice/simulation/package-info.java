/**
 * Whole swarms on one thread in virtual time: the engine's own actors, codecs and storage over
 * simulated lines, disks and trackers. One seed replays a run exactly.
 *
 * <p>Knows: the ports that the engine offers to its surroundings. Must not know: threads, wall
 * clocks, sockets, files. Read first: {@link dev.sluice.simulation.Swarm}, {@link
 * dev.sluice.simulation.VirtualTime}.
 */
package dev.sluice.simulation;
