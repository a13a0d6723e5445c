package dev.sluice.session;

import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.testkit.TestTorrent;
import dev.sluice.wire.PeerMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What a peer that means harm does with one connection. */
enum Villain {
  SAYS_NOTHING {
    @Override
    void attack(RawPeer peer, Random chance) {
      peer.awaitHangUp();
    }
  },
  SAYS_NONSENSE {
    @Override
    void attack(RawPeer peer, Random chance) throws IOException {
      byte[] nonsense = new byte[10_000];
      chance.nextBytes(nonsense);
      peer.send(nonsense);
      peer.awaitHangUp();
    }
  },
  HANGS_UP {
    @Override
    void attack(RawPeer peer, Random chance) {}
  },
  ONLY_GREETS {
    @Override
    void attack(RawPeer peer, Random chance) throws IOException {
      peer.shakeHands(PeerId.random(chance));
      peer.awaitHangUp();
    }
  },
  NAMES_A_HUGE_LENGTH {
    @Override
    void attack(RawPeer peer, Random chance) throws IOException {
      peer.shakeHands(PeerId.random(chance));
      peer.send((byte) 0x7f, (byte) -1, (byte) -1, (byte) -1, (byte) 7);
      peer.awaitHangUp();
    }
  },
  PROMISES_AND_SENDS_NOTHING {
    @Override
    void attack(RawPeer peer, Random chance) throws IOException {
      promiseEverything(peer, chance);
      peer.awaitHangUp();
    }
  },
  POISONS {
    @Override
    void attack(RawPeer peer, Random chance) throws IOException {
      promiseEverything(peer, chance);
      while (true) {
        BlockRef block = peer.await(PeerMessage.Request.class).block();
        byte[] poison = new byte[block.length()];
        chance.nextBytes(poison);
        peer.send(
            new PeerMessage.Piece(
                block.pieceIndex(), block.begin(), new Payload(ByteBuffer.wrap(poison))));
      }
    }
  },
  ASKS_AND_NEVER_READS {
    @Override
    void attack(RawPeer peer, Random chance) throws IOException {
      peer.shakeHands(PeerId.random(chance));
      peer.send(PeerMessage.INTERESTED);
      while (true) {
        peer.send(new PeerMessage.Request(new BlockRef(0, 0, BlockRef.MAX_BYTES)));
      }
    }
  },
  TELLS_OF_PIECES_WITHOUT_END {
    @Override
    void attack(RawPeer peer, Random chance) throws IOException {
      peer.shakeHands(PeerId.random(chance));
      for (int i = 0; i < 200_000; i++) {
        peer.send(new PeerMessage.Have(0));
      }
      peer.awaitHangUp();
    }
  },
  NESTS_WITHOUT_END {
    @Override
    void attack(RawPeer peer, Random chance) throws IOException {
      peer.shakeHands(PeerId.random(chance));
      peer.send(
          new PeerMessage.Extended(
              0, ("d1:m" + "l".repeat(60_000)).getBytes(StandardCharsets.US_ASCII)));
      peer.awaitHangUp();
    }
  };

  /** Attacks once, until one side has had enough. */
  final void attackOnce(PeerAddress victim, TestTorrent torrent, Random chance) {
    try (RawPeer peer = RawPeer.connect(victim, torrent)) {
      attack(peer, chance);
    } catch (IOException e) {
      // Hung up on, as it deserves.
    }
  }

  abstract void attack(RawPeer peer, Random chance) throws IOException;

  private static void promiseEverything(RawPeer peer, Random chance) throws IOException {
    peer.shakeHands(PeerId.random(chance));
    peer.send(PeerMessage.HAVE_ALL);
    peer.send(PeerMessage.UNCHOKE);
  }

  private record Payload(ByteBuffer bytes) implements BlockBuffer {
    @Override
    public void release() {}
  }
}
