/**
 * Sizes, rates, times and reasons in the few columns that a table has.
 *
 * <p>Knows: the views of {@code api}. Must not know: screens. Thread: any.
 */
package dev.sluice.tui.words;
