/**
 * The extension protocol: its handshake, and the payloads of the extensions that we speak.
 *
 * <p>Each record is the payload of one {@link dev.sluice.wire.PeerMessage.Extended}; {@code parse}
 * checks counts and sizes before it keeps anything. Knows: names, numbers, dictionaries. Must not
 * know: what a peer should be told, and when. Thread: values only. Read first: {@link
 * dev.sluice.wire.extension.Extension}, {@link dev.sluice.wire.extension.ExtensionHandshake}. BEPs:
 * 9, 10, 11, 21, 54, 55.
 */
package dev.sluice.wire.extension;
