/**
 * The field's nouns as values: info-hash, piece, block, peer address.
 *
 * <p>Knows: sizes and their arithmetic. Must not know: bencode, sockets, files, threads. Read
 * first: {@link dev.sluice.model.PieceGeometry}. BEPs: 3, 7, 20, 23.
 */
package dev.sluice.model;
