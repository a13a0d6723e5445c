/**
 * The terminal UI put together: a loop between a person at a terminal and a client of torrents.
 *
 * <p>Knows: {@code api}, its own packages. Must not know: how the client is made, the command line.
 * Thread: the one that calls {@link dev.sluice.tui.TerminalUi#run} is the UI's. Read first: {@link
 * dev.sluice.tui.TerminalUi}.
 */
package dev.sluice.tui;
