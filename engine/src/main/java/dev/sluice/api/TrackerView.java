package dev.sluice.api;

/**
 * One tracker at one moment.
 *
 * @param url its announce address, safe to print
 * @param tier its tier, from 0
 * @param status one short sentence: "working, next announce in 27 min", "timed out, again in 60 s"
 * @param working whether its last answer was a good one
 * @param seeders as it said last; -1 when unknown
 * @param leechers as it said last; -1 when unknown
 */
public record TrackerView(
    String url, int tier, String status, boolean working, int seeders, int leechers) {}
