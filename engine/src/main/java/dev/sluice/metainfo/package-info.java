/**
 * What a torrent is: .torrent files, info dictionaries, magnet links, and how the bytes of a
 * torrent fall into files with safe names.
 *
 * <p>Everything here was written by strangers. What leaves this package is checked: sizes add up,
 * every piece has a hash, and every path consists of plain names that stay within the download
 * folder.
 *
 * <p>Knows: bencode, digests, names. Must not know: peers, files on disk. Thread: all values are
 * immutable, any thread. Read first: {@link dev.sluice.metainfo.MetainfoParser}, {@link
 * dev.sluice.metainfo.FileLayout}, {@link dev.sluice.metainfo.SafePath}. BEPs: 3, 9, 12, 19, 27,
 * 47, 53.
 */
package dev.sluice.metainfo;
