/**
 * The {@code sluice} command: options in, one exit code and clear lines out.
 *
 * <p>Knows: {@code api}, {@code metainfo} and {@code model}; the session only where {@link
 * dev.sluice.cli.Composition} wires it. Must not know: peers, pieces on the wire, disks. Thread:
 * the main thread, but for the listener and the signal hook, which only hand things to it. Read
 * first: {@link dev.sluice.cli.Main}, then {@link dev.sluice.cli.GetCommand}.
 */
package dev.sluice.cli;
