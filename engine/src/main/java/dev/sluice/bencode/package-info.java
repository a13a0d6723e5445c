/**
 * Bencode: the text form of BitTorrent's files and messages.
 *
 * <pre>
 *   integer     i-42e
 *   string      4:spam            any bytes, not only text
 *   list        l4:spami7ee
 *   dictionary  d3:bar4:spam3:fooi42ee    keys are strings in the order of their raw bytes
 * </pre>
 *
 * <p>Decoding is strict in what it accepts as a value and bounded in what it spends; it tolerates
 * one oddity that files in the wild have, dictionaries whose keys are out of order. Decoded values
 * are views of the source bytes and are written again exactly as they stood.
 *
 * <p>Knows: bytes and limits. Must not know: torrents. Thread: all values are immutable, any
 * thread. Read first: {@link dev.sluice.bencode.Bencode}, {@link dev.sluice.bencode.BValue}. BEPs:
 * 3.
 */
package dev.sluice.bencode;
