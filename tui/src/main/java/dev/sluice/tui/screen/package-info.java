/**
 * What is shown and what keys do there: the model of the UI, drawn on a canvas, moved by inputs.
 *
 * <p>Knows: the views of the engine's {@code api}. Must not know: terminals, clients; what is to be
 * done is said as a {@link dev.sluice.tui.screen.Wish}. Thread: the UI's. Read first: {@link
 * dev.sluice.tui.screen.Screen}, {@link dev.sluice.tui.screen.Desk}.
 */
package dev.sluice.tui.screen;
