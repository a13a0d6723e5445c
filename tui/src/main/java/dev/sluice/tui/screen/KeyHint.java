package dev.sluice.tui.screen;

/**
 * What a key does.
 *
 * @param key as it is printed on the key, or two of them
 * @param action one or two words
 */
record KeyHint(String key, String action) {}
