package dev.sluice.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.PeerSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.discovery.PeerSources;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.ExtensionHandshake;
import dev.sluice.wire.extension.PexPeer;
import dev.sluice.wire.extension.UtPex;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeerExchangeTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final Set<PeerSource> ALL = Set.of(PeerSource.values());

  private final PeerTable peers = new PeerTable();
  private final Candidates candidates = new Candidates(new Random(1));
  private PeerExchange exchange = exchange(PeerSources.ofPublic(ALL));

  private PeerExchange exchange(PeerSources sources) {
    return new PeerExchange(
        sources,
        peers,
        candidates,
        (address, terms) -> {
          throw new AssertionError("nobody is called");
        });
  }

  private static PeerAddress address(int host) {
    try {
      return new PeerAddress(InetAddress.getByAddress(new byte[] {8, 8, 8, (byte) host}), 6881);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private Peer join(int host, boolean incoming) {
    PeerOpening opening =
        new PeerOpening(
            new PeerKey(host),
            new RecordingLink(),
            address(host),
            PeerId.random(new Random(host)),
            incoming,
            incoming ? PeerSource.INCOMING : PeerSource.TRACKER,
            true,
            true,
            false);
    Peer peer = new Peer(opening, 10, 0);
    peer.extensionIds =
        peer.extensionIds.updatedBy(
            ExtensionHandshake.builder().supports(Extension.UT_PEX).build());
    peers.add(peer);
    return peer;
  }

  private static List<UtPex> heardBy(Peer peer) {
    return ((RecordingLink) peer.link)
        .messages.stream().map(Extended.class::cast).map(PeerExchangeTest::parsed).toList();
  }

  private static UtPex parsed(Extended message) {
    try {
      return UtPex.parse(message.payload());
    } catch (WireException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] telling(int... hosts) {
    List<PexPeer> added = new java.util.ArrayList<>();
    for (int host : hosts) {
      added.add(new PexPeer(address(host), 0));
    }
    return new UtPex(added, List.of()).encode();
  }

  @Test
  void tellsEveryoneOfTheOthersWithWhatIsKnownOfThem() {
    Peer ann = join(1, false);
    Peer bob = join(2, true);
    bob.listening = Optional.of(address(22));
    bob.pieces = PieceSet.full(10);
    bob.prefersEncryption = true;

    exchange.tick(MINUTE);

    int seedThatEncrypts = PexPeer.UPLOAD_ONLY | PexPeer.PREFERS_ENCRYPTION;
    assertThat(heardBy(ann))
        .containsExactly(new UtPex(List.of(new PexPeer(address(22), seedThatEncrypts)), List.of()));
    assertThat(heardBy(bob))
        .containsExactly(new UtPex(List.of(new PexPeer(address(1), PexPeer.REACHABLE)), List.of()));
  }

  @Test
  void tellsNothingOfWhomNobodyCanReach() {
    Peer ann = join(1, false);
    join(2, true);

    exchange.tick(MINUTE);

    assertThat(heardBy(ann)).isEmpty();
  }

  @Test
  void tellsNothingToWhomDoesNotAsk() {
    Peer ann = join(1, false);
    join(2, false);
    ann.extensionIds = dev.sluice.wire.extension.ExtensionIds.NONE;

    exchange.tick(MINUTE);

    assertThat(heardBy(ann)).isEmpty();
  }

  @Test
  void believesWhatItIsTold() throws WireException {
    exchange.onMessage(join(1, false), telling(7, 8), 0);

    assertThat(candidates.size()).isEqualTo(2);
    assertThat(candidates.sourceOf(address(7))).isEqualTo(PeerSource.PEX);
  }

  @Test
  void partsWithAFlood() throws WireException {
    Peer flood = join(1, false);
    for (int i = 0; i < 100; i++) {
      exchange.onMessage(flood, telling(i), i);
    }

    assertThat(((RecordingLink) flood.link).closed).isTrue();
    assertThat(candidates.size()).isEqualTo(1);
  }

  @Test
  void doesNotUnderstandNonsense() {
    Peer peer = join(1, false);

    assertThatThrownBy(() -> exchange.onMessage(peer, new byte[] {'i', '1', 'e'}, 0))
        .isInstanceOf(WireException.class);
  }

  @Test
  void neitherSpeaksNorListensOfAPrivateTorrent() throws WireException {
    exchange = exchange(PeerSources.ofPrivate(ALL));
    Peer ann = join(1, false);
    join(2, false);

    exchange.tick(MINUTE);
    exchange.onMessage(ann, telling(7), 0);

    assertThat(exchange.hearers().containsKey(Extension.UT_PEX)).isFalse();
    assertThat(heardBy(ann)).isEmpty();
    assertThat(candidates.size()).isZero();
  }
}
