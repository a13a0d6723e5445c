/**
 * Text, colours, bars and charts on a rectangle of cells.
 *
 * <p>Knows: cells. Must not know: torrents, terminals. Thread: the UI's. Read first: {@link
 * dev.sluice.tui.canvas.Canvas}.
 */
package dev.sluice.tui.canvas;
