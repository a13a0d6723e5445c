package dev.sluice.api;

import java.util.OptionalInt;

/**
 * Whether and where this client takes connections.
 *
 * @param port the TCP port in use; empty when none could be opened
 * @param note one sentence when the port is not the one wished for, else empty
 * @param mapping whether a router passes connections on to us
 * @param reached whether a peer from outside the local network has called us: nothing else proves
 *     that they can
 */
public record ListeningView(
    OptionalInt port, String note, PortMappingView mapping, boolean reached) {}
