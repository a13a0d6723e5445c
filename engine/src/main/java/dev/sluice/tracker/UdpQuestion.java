package dev.sluice.tracker;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What we send to a UDP tracker. All begin alike:
 *
 * <pre>
 * 0   8  connection id (a fixed number in Connect)
 * 8   4  action: 0 connect, 1 announce, 2 scrape
 * 12  4  transaction id, returned by the answer
 * </pre>
 */
@Bep({15, 41})
sealed interface UdpQuestion {
  /** Returns the datagram, ready to be sent. */
  ByteBuffer encode(long connectionId, int transactionId);

  /** Returns the number of the action, which the answer repeats. */
  int action();

  /** Asks for a connection id: the proof that we can be reached at our address. */
  record Connect() implements UdpQuestion {
    /** Stands where the connection id is still to be had. */
    static final long PROTOCOL_ID = 0x41727101980L;

    static final int ACTION = 0;

    @Override
    public int action() {
      return ACTION;
    }

    @Override
    public ByteBuffer encode(long connectionId, int transactionId) {
      return ByteBuffer.allocate(16)
          .putLong(connectionId)
          .putInt(ACTION)
          .putInt(transactionId)
          .flip();
    }
  }

  /**
   * Announces.
   *
   * <pre>
   * 16  20 info-hash      56  8  downloaded    80  4  event        92  4  numwant
   * 36  20 peer id        64  8  left          84  4  IP, unused   96  2  port
   *                       72  8  uploaded      88  4  key          98     options (BEP 41)
   * </pre>
   *
   * @param urlData path and query of the tracker's URL
   */
  record Announce(AnnounceRequest request, String urlData) implements UdpQuestion {
    static final int ACTION = 1;
    private static final int FIXED_BYTES = 98;
    private static final int OPTION_URL_DATA = 2;
    private static final int MAX_OPTION_BYTES = 255;

    /** Returns the announce of {@code request} to {@code tracker}. */
    static Announce to(URI tracker, AnnounceRequest request) {
      URI ascii = URI.create(tracker.toASCIIString());
      String query = ascii.getRawQuery();
      return new Announce(request, ascii.getRawPath() + (query == null ? "" : "?" + query));
    }

    @Override
    public int action() {
      return ACTION;
    }

    @Override
    public ByteBuffer encode(long connectionId, int transactionId) {
      byte[] url = urlData.getBytes(StandardCharsets.ISO_8859_1);
      int options = Math.ceilDiv(url.length, MAX_OPTION_BYTES);
      ByteBuffer packet = ByteBuffer.allocate(FIXED_BYTES + url.length + 2 * options);
      packet.putLong(connectionId).putInt(ACTION).putInt(transactionId);
      request.infoHash().writeTo(packet);
      request.peerId().writeTo(packet);
      packet.putLong(request.downloadedBytes());
      packet.putLong(request.leftBytes());
      packet.putLong(request.uploadedBytes());
      packet.putInt(request.event().number()).putInt(0).putInt(request.key());
      packet.putInt(Math.max(-1, request.peersWanted())).putShort((short) request.port());
      putUrlData(packet, url);
      return packet.flip();
    }

    private static void putUrlData(ByteBuffer packet, byte[] url) {
      for (int begin = 0; begin < url.length; begin += MAX_OPTION_BYTES) {
        int length = Math.min(MAX_OPTION_BYTES, url.length - begin);
        packet.put((byte) OPTION_URL_DATA).put((byte) length).put(url, begin, length);
      }
    }
  }

  /** Scrapes: 20 bytes of info-hash for each torrent follow the beginning. */
  record Scrape(List<InfoHash> torrents) implements UdpQuestion {
    static final int ACTION = 2;

    public Scrape {
      torrents = List.copyOf(torrents);
    }

    @Override
    public int action() {
      return ACTION;
    }

    @Override
    public ByteBuffer encode(long connectionId, int transactionId) {
      ByteBuffer packet = ByteBuffer.allocate(16 + InfoHash.BYTES * torrents.size());
      packet.putLong(connectionId).putInt(ACTION).putInt(transactionId);
      for (InfoHash torrent : torrents) {
        torrent.writeTo(packet);
      }
      return packet.flip();
    }
  }
}
