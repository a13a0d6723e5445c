/**
 * What nodes say to each other: one bencoded dictionary in one datagram.
 *
 * <pre>
 *   query     {"t": id, "y": "q", "q": name, "a": {"id": sender, ...}, "ro": 1 if read-only}
 *   response  {"t": id, "y": "r", "r": {"id": sender, ...}, "ip": the asker's address}
 *   error     {"t": id, "y": "e", "e": [code, text]}
 * </pre>
 *
 * <p>Knows: the form of messages, and what they may cost. Must not know: sockets, tables, what
 * anybody does about a message. Thread: values; any thread. Read first: {@link
 * dev.sluice.dht.krpc.KrpcMessage}, {@link dev.sluice.dht.krpc.Question}. BEPs: 5, 32, 33, 42, 43,
 * 44, 51.
 */
package dev.sluice.dht.krpc;
