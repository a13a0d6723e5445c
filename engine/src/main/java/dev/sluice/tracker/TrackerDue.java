package dev.sluice.tracker;

import java.net.URI;

/**
 * An announce to make now.
 *
 * @param uri the tracker
 * @param event what to tell it
 */
public record TrackerDue(URI uri, AnnounceEvent event) {}
