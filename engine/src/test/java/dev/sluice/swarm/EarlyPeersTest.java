package dev.sluice.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.PeerSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.extension.Extension;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EarlyPeersTest {
  private static final PeerKey ANN = new PeerKey(1);
  private static final PeerKey BOB = new PeerKey(2);

  private final EarlyPeers early = new EarlyPeers();
  private final RecordingLink annsLink = new RecordingLink();
  private final RecordingLink bobsLink = new RecordingLink();

  private static PeerAddress address(PeerKey peer) {
    try {
      return new PeerAddress(
          InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) peer.hashCode()}), 6881);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private EarlyPeer meet(PeerKey peer, RecordingLink link) {
    return meet(peer, link, PeerSource.TRACKER);
  }

  private EarlyPeer meet(PeerKey peer, RecordingLink link, PeerSource source) {
    boolean incoming = source == PeerSource.INCOMING;
    PeerId id = PeerId.random(new Random(peer.hashCode()));
    return early.welcome(
        new PeerOpening(peer, link, address(peer), id, incoming, source, true, true, false), 0);
  }

  private void says(PeerKey peer, PeerMessage message) {
    early.onPeer(new PeerEvent.Received(peer, message), 5);
  }

  @Test
  void saysThatWeHaveNothingToWhoSpeaksTheFastExtension() {
    meet(ANN, annsLink);

    assertThat(annsLink.messages).containsExactly(PeerMessage.HAVE_NONE);
  }

  @Test
  void keepsTheWordsOfEachInTheirOrder() {
    meet(ANN, annsLink);
    meet(BOB, bobsLink);
    says(ANN, PeerMessage.HAVE_ALL);
    says(BOB, PeerMessage.HAVE_NONE);
    says(ANN, PeerMessage.KEEP_ALIVE);
    says(ANN, PeerMessage.UNCHOKE);

    List<EarlyPeer> released = early.release((blocks, target) -> {});

    assertThat(released).hasSize(2);
    assertThat(released.get(0).words()).containsExactly(PeerMessage.HAVE_ALL, PeerMessage.UNCHOKE);
    assertThat(released.get(1).words()).containsExactly(PeerMessage.HAVE_NONE);
    assertThat(early.has(ANN)).isFalse();
  }

  @Test
  void forgetsWhoIsGone() {
    meet(ANN, annsLink);

    early.onPeer(new PeerEvent.Closed(ANN, PeerEvent.Cause.REMOTE, "gone"), 5);

    assertThat(early.all()).isEmpty();
  }

  @Test
  void partsWithWhoSaysMoreThanCanBeKept() {
    meet(ANN, annsLink);
    for (int i = 0; i < EarlyPeer.MAX_BYTES / 32; i++) {
      says(ANN, new PeerMessage.Have(i));
    }
    assertThat(annsLink.closed).isFalse();

    says(ANN, new PeerMessage.Have(0));

    assertThat(annsLink.closed).isTrue();
  }

  @Test
  void keepsOneOfTheLongestBitfields() {
    meet(ANN, annsLink);

    says(ANN, new PeerMessage.Bitfield(new byte[(1 << 20) - 1]));

    assertThat(annsLink.closed).isFalse();
  }

  @Test
  void partsWithWhoSaysTooMuchBesideTheOthers() {
    PeerMessage longest = new PeerMessage.Bitfield(new byte[(1 << 20) - 1]);
    int most = EarlyPeers.MAX_BYTES >> 20;
    for (int i = 10; i < 10 + most - 1; i++) {
      meet(new PeerKey(i), new RecordingLink());
      says(new PeerKey(i), longest);
    }
    meet(ANN, annsLink);
    meet(BOB, bobsLink);

    says(ANN, PeerMessage.HAVE_ALL);
    says(BOB, longest);

    assertThat(annsLink.closed).isFalse();
    assertThat(bobsLink.closed).isTrue();
  }

  @Test
  void partsWithTheGreediestNotWithWhoSpeaksNext() {
    PeerMessage longest = new PeerMessage.Bitfield(new byte[(1 << 20) - 1]);
    meet(BOB, bobsLink);
    says(BOB, longest);
    says(BOB, new PeerMessage.Have(1));
    int most = EarlyPeers.MAX_BYTES >> 20;
    for (int i = 10; i < 10 + most - 2; i++) {
      meet(new PeerKey(i), new RecordingLink());
      says(new PeerKey(i), longest);
    }
    meet(ANN, annsLink);

    says(ANN, longest);
    says(ANN, PeerMessage.UNCHOKE);
    says(BOB, new PeerMessage.Have(2));

    assertThat(bobsLink.closed).isTrue();
    assertThat(annsLink.closed).isFalse();
  }

  @Test
  void partsWithPeersOfOtherSourcesAndForgetsTheirAddresses() {
    early.onFound(address(ANN), PeerSource.DHT);
    early.onFound(address(BOB), PeerSource.TRACKER);
    meet(ANN, annsLink);
    meet(BOB, bobsLink);

    early.keepOnly(source -> source == PeerSource.TRACKER);

    assertThat(annsLink.closed).isTrue();
    assertThat(bobsLink.closed).isFalse();
    assertThat(early.found()).containsOnlyKeys(address(BOB));
  }

  @Test
  void partsWithPeersOfOtherSourcesAlsoWhenTheirAddressesAreNotKept() {
    meet(ANN, annsLink, PeerSource.DHT);
    meet(BOB, bobsLink, PeerSource.TRACKER);

    early.keepOnly(source -> source == PeerSource.TRACKER);

    assertThat(annsLink.closed).isTrue();
    assertThat(bobsLink.closed).isFalse();
  }

  @Test
  void keepsWhoHasCalledUs() {
    meet(ANN, annsLink, PeerSource.INCOMING);

    early.keepOnly(source -> source == PeerSource.TRACKER);

    assertThat(annsLink.closed).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"UT_METADATA", "UT_PEX", "UT_HOLEPUNCH"})
  void keepsNothingThatIsHeardAtOnce(Extension extension) {
    meet(ANN, annsLink);

    says(ANN, new PeerMessage.Extended(extension.localId(), new byte[10]));

    assertThat(early.release((blocks, target) -> {}).get(0).words()).isEmpty();
  }

  @Test
  void remembersTheSourceThatHoldsForPrivateTorrents() {
    early.onFound(address(ANN), PeerSource.DHT);
    early.onFound(address(ANN), PeerSource.TRACKER);
    early.onFound(address(ANN), PeerSource.PEX);

    assertThat(early.found()).containsEntry(address(ANN), PeerSource.TRACKER);
  }
}
