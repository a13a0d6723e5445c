/**
 * The real terminal: raw mode, the alternate screen, what is drawn and what is typed.
 *
 * <p>Knows: the libraries for terminals, which nobody else names besides {@code canvas}. Must not
 * know: screens, torrents. Thread: the UI's draws, a thread of its own reads. Read first: {@link
 * dev.sluice.tui.terminal.Display}.
 */
package dev.sluice.tui.terminal;
