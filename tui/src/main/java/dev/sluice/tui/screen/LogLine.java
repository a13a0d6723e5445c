package dev.sluice.tui.screen;

import dev.sluice.model.InfoHash;
import dev.sluice.tui.canvas.Ink;

/**
 * Something that happened.
 *
 * @param time of the day, as it is shown
 * @param torrent whom it happened to
 * @param text what, in one sentence
 * @param ink how it is to look
 */
public record LogLine(String time, InfoHash torrent, String text, Ink ink) {}
