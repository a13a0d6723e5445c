/**
 * Which torrents there are, kept between runs.
 *
 * <p>Knows: files. Must not know: screens, clients. Thread: that of the errands. Read first: {@link
 * dev.sluice.tui.shelf.SavedTorrents}.
 */
package dev.sluice.tui.shelf;
