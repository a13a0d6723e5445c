/**
 * Message stream encryption, also called protocol encryption: hides from those who merely look at
 * the bytes that two peers speak BitTorrent.
 *
 * <p>It is obfuscation. Nobody is authenticated, and RC4 with a 768-bit exchange keeps no secret
 * from who is determined; what it does is pass filters that know the first bytes of a handshake.
 * There is no BEP; the rules are those of the wiki of Vuze, named "MSE" in this package's comments.
 *
 * <pre>
 *   caller                                                          answerer
 *     | key (96), 0-512 random ------------------------------------------> |
 *     | <------------------------------------------ key (96), 0-512 random |
 *     | SHA1(req1 S), SHA1(req2 T) ^ SHA1(req3 S) -----------------------> |
 *     | RC4: 8 zeros, methods offered, padding, first words -------------> |
 *     | <--------------------- RC4: 8 zeros, the method selected, padding |
 *     | the stream, by the method selected &lt;----------------------------&gt; |
 * </pre>
 *
 * S is what both keys give, T the info-hash: who does not know a torrent cannot ask for it.
 *
 * <p>Knows: streams, info-hashes. Must not know: messages, torrents. Thread: whoever calls waits.
 * Read first: {@link dev.sluice.transport.mse.MseCaller}, {@link
 * dev.sluice.transport.mse.MseAnswerer}.
 */
package dev.sluice.transport.mse;
