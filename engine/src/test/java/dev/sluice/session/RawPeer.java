package dev.sluice.session;

import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockBufferSource;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.testkit.TestTorrent;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageDecoder;
import dev.sluice.wire.MessageEncoder;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.ReservedBits;
import dev.sluice.wire.WireException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A peer that says whatever a test wants, over a bare socket. */
final class RawPeer implements AutoCloseable {
  private static final int RECEIVE_BYTES = 64 * 1024;

  private final Socket socket = new Socket();
  private final TestTorrent torrent;
  private final MessageDecoder decoder;
  private final ByteBuffer input = ByteBuffer.allocate(RECEIVE_BYTES).flip();

  private RawPeer(PeerAddress address, TestTorrent torrent, int ownPort) throws IOException {
    this.torrent = torrent;
    this.decoder = new MessageDecoder(MessageLimits.of(torrent.info().geometry()), new OnTheHeap());
    socket.setReceiveBufferSize(RECEIVE_BYTES);
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(address.ip(), ownPort));
    socket.connect(new InetSocketAddress(address.ip(), address.port()));
  }

  /** Connects and says nothing. */
  static RawPeer connect(PeerAddress address, TestTorrent torrent) throws IOException {
    return new RawPeer(address, torrent, 0);
  }

  /** Connects from a port of its own, and leaves no trace of that in the system when it closes. */
  static RawPeer connectFrom(int ownPort, PeerAddress address, TestTorrent torrent)
      throws IOException {
    RawPeer peer = new RawPeer(address, torrent, ownPort);
    peer.socket.setSoLinger(true, 0);
    return peer;
  }

  /** Connects and shakes hands, speaking the fast extension, under an id drawn from the seed. */
  static RawPeer greet(PeerAddress address, TestTorrent torrent, long seed) throws IOException {
    RawPeer peer = connect(address, torrent);
    peer.shakeHands(PeerId.random(new Random(seed)));
    return peer;
  }

  /** Says a handshake and returns the other side's. */
  Handshake shakeHands(PeerId id) throws IOException {
    InfoHash infoHash = torrent.metainfo().infoHash();
    ByteBuffer buffer = ByteBuffer.allocate(Handshake.BYTES);
    new Handshake(ReservedBits.SUPPORTED, infoHash, id).encode(buffer);
    socket.getOutputStream().write(buffer.array());
    byte[] theirs = socket.getInputStream().readNBytes(Handshake.BYTES);
    if (theirs.length < Handshake.BYTES) {
      throw new IOException("hung up in the middle of the handshake");
    }
    try {
      return Handshake.decode(ByteBuffer.wrap(theirs));
    } catch (WireException e) {
      throw new IOException(e);
    }
  }

  void send(PeerMessage message) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MessageEncoder.encodedLength(message));
    MessageEncoder.encode(message, buffer);
    send(buffer.array());
  }

  void send(byte... bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Says that we want pieces, and waits until we may ask. */
  void becomeUnchoked() throws IOException {
    send(PeerMessage.INTERESTED);
    await(PeerMessage.Unchoke.class);
  }

  /** Reads on to the next message of a kind. */
  <M extends PeerMessage> M await(Class<M> kind) throws IOException {
    while (true) {
      PeerMessage message = read();
      if (message == null) {
        throw new IOException("hung up before " + kind.getSimpleName());
      }
      if (kind.isInstance(message)) {
        return kind.cast(message);
      }
    }
  }

  /** Reads the next message; null when the other side has hung up. */
  @Nullable PeerMessage read() throws IOException {
    try {
      PeerMessage message = decoder.decode(input);
      while (message == null) {
        int count = socket.getInputStream().read(input.clear().array());
        input.limit(Math.max(0, count));
        if (count < 0) {
          return null;
        }
        message = decoder.decode(input);
      }
      return message;
    } catch (WireException | InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Reads on until the other side hangs up. */
  void awaitHangUp() {
    try {
      while (read() != null) {
        // What it still had to say does not matter.
      }
    } catch (IOException e) {
      // Reset, because it did not read all that we said: hung up as well.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Buffers that nobody needs to give back. */
  private static final class OnTheHeap implements BlockBufferSource {
    @Override
    public BlockBuffer lease(int length) {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      return new BlockBuffer() {
        @Override
        public ByteBuffer bytes() {
          return bytes;
        }

        @Override
        public void release() {}
      };
    }
  }
}
