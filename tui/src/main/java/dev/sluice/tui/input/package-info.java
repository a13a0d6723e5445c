/**
 * What a person does with keys, mouse and clipboard, and how a terminal spells it.
 *
 * <p>Knows: the characters that terminals send. Must not know: screens, torrents. Thread: any; the
 * decoder belongs to the thread that reads. Read first: {@link dev.sluice.tui.input.Input}.
 */
package dev.sluice.tui.input;
