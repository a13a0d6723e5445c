package dev.sluice.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.PeerSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.ExtensionHandshake;
import dev.sluice.wire.extension.UtHolepunch;
import dev.sluice.wire.extension.UtHolepunch.Connect;
import dev.sluice.wire.extension.UtHolepunch.Failed;
import dev.sluice.wire.extension.UtHolepunch.Rendezvous;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HolepunchTest {
  private static final PeerAddress FAR = address(99);

  private final PeerTable peers = new PeerTable();
  private final Candidates candidates = new Candidates(new Random(1));
  private final List<PeerAddress> knocked = new ArrayList<>();
  private final Holepunch holepunch = new Holepunch(peers, candidates, knocked::add);
  private final RecordingLink annsLink = new RecordingLink();
  private final RecordingLink bobsLink = new RecordingLink();
  private final Peer ann = join(1, annsLink);
  private final Peer bob = join(2, bobsLink);
  private long now;

  private static PeerAddress address(int host) {
    try {
      return new PeerAddress(InetAddress.getByAddress(new byte[] {8, 8, 8, (byte) host}), 6881);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private Peer join(int host, RecordingLink link) {
    PeerId id = PeerId.random(new Random(host));
    Peer peer =
        new Peer(
            new PeerOpening(
                new PeerKey(host),
                link,
                address(host),
                id,
                false,
                PeerSource.TRACKER,
                true,
                true,
                false),
            10,
            0);
    peer.extensionIds =
        peer.extensionIds.updatedBy(
            ExtensionHandshake.builder().supports(Extension.UT_HOLEPUNCH).build());
    peers.add(peer);
    return peer;
  }

  private void says(Peer peer, UtHolepunch message) {
    try {
      holepunch.onMessage(peer, message.encode(), now);
    } catch (WireException e) {
      throw new AssertionError(e);
    }
  }

  private static List<UtHolepunch> heard(RecordingLink link) {
    List<UtHolepunch> heard = new ArrayList<>();
    for (PeerMessage message : link.messages) {
      try {
        heard.add(UtHolepunch.parse(((Extended) message).payload()));
      } catch (WireException e) {
        throw new AssertionError(e);
      }
    }
    return heard;
  }

  @Nested
  class WhenItIsAskedForHelp {
    @Test
    void tellsBothOfEachOther() {
      says(ann, new Rendezvous(address(2)));

      assertThat(heard(annsLink)).containsExactly(new Connect(address(2)));
      assertThat(heard(bobsLink)).containsExactly(new Connect(address(1)));
    }

    @Test
    void knowsAPeerByWhereItListens() {
      PeerAddress listening = new PeerAddress(address(2).ip(), 7000);
      bob.listening = Optional.of(listening);

      says(ann, new Rendezvous(listening));

      assertThat(heard(annsLink)).containsExactly(new Connect(listening));
    }

    @Test
    void saysThatItDoesNotKnowThePeer() {
      says(ann, new Rendezvous(FAR));

      assertThat(heard(annsLink)).containsExactly(new Failed(FAR, Failed.NOT_CONNECTED));
    }

    @Test
    void saysThatThePeerDoesNotKnowHow() {
      bob.extensionIds =
          bob.extensionIds.updatedBy(
              ExtensionHandshake.builder().disables(Extension.UT_HOLEPUNCH).build());

      says(ann, new Rendezvous(address(2)));

      assertThat(heard(annsLink)).containsExactly(new Failed(address(2), Failed.NO_SUPPORT));
      assertThat(bobsLink.messages).isEmpty();
    }

    /** Or one peer could have us write to others as fast as it can. */
    @Test
    void helpsOneNoFasterThanOnceASecond() {
      for (int i = 0; i < 100; i++) {
        says(ann, new Rendezvous(address(2)));
      }
      assertThat(bobsLink.messages).hasSize(1);

      now += Holepunch.INTERVAL_NANOS;
      says(ann, new Rendezvous(address(2)));
      assertThat(bobsLink.messages).hasSize(2);
    }
  }

  @Nested
  class WhenSomebodyAsksForUs {
    @Test
    void knocks() {
      says(ann, new Connect(FAR));

      assertThat(knocked).containsExactly(FAR);
      assertThat(candidates.size()).isZero();
    }

    @Test
    void knocksNoFasterThanOnceASecond() {
      for (int i = 0; i < 100; i++) {
        says(ann, new Connect(address(50 + i)));
      }

      assertThat(knocked).hasSize(1);
    }

    /** Who may tell us of anybody could have us knock in our own network. */
    @Test
    void doesNotKnockWhereStrangersMustNotSendUs() throws UnknownHostException {
      InetAddress neighbour = InetAddress.getByAddress(new byte[] {(byte) 192, (byte) 168, 0, 1});

      says(ann, new Connect(new PeerAddress(neighbour, 6881)));
      now += Holepunch.INTERVAL_NANOS;
      says(ann, new Connect(new PeerAddress(FAR.ip(), 22)));

      assertThat(knocked).isEmpty();
    }
  }

  @Nested
  class WhenSomebodyIsCalledInVain {
    private void callInVain() {
      callInVain(FAR);
    }

    private void callInVain(PeerAddress far) {
      candidates.add(far, PeerSource.PEX);
      assertThat(candidates.next(now)).contains(far);
      candidates.ended(far, now);
    }

    @Test
    void asksWhoTold() {
      holepunch.onTold(ann, List.of(FAR));
      holepunch.tick(now);
      assertThat(annsLink.messages).isEmpty();

      callInVain();
      holepunch.tick(now);
      holepunch.tick(now);

      assertThat(heard(annsLink)).containsExactly(new Rendezvous(FAR));
    }

    @Test
    void callsAgainWhenHelpHasCome() {
      holepunch.onTold(ann, List.of(FAR));
      callInVain();
      holepunch.tick(now);
      assertThat(candidates.next(now)).isEmpty();

      says(ann, new Connect(FAR));

      assertThat(candidates.next(now)).contains(FAR);
      assertThat(knocked).isEmpty();
    }

    /** It heeds one wish a second, and says nothing to the others. */
    @Test
    void asksOneHelperForOneAtATime() {
      holepunch.onTold(ann, List.of(FAR, address(98)));
      callInVain(FAR);
      callInVain(address(98));

      holepunch.tick(now);
      now += Holepunch.INTERVAL_NANOS;
      holepunch.tick(now);
      assertThat(heard(annsLink)).containsExactly(new Rendezvous(FAR));

      now += Holepunch.ANSWER_NANOS;
      holepunch.tick(now);
      assertThat(heard(annsLink)).containsExactly(new Rendezvous(FAR), new Rendezvous(address(98)));
    }

    /** Their router lets us in for some seconds only. */
    @Test
    void callsWhoLetsUsInBeforeAllOthers() {
      holepunch.onTold(ann, List.of(FAR));
      callInVain();
      holepunch.tick(now);
      candidates.add(address(50), PeerSource.TRACKER);

      says(ann, new Connect(FAR));

      assertThat(candidates.next(now)).contains(FAR);
      assertThat(candidates.next(now)).contains(address(50));
    }

    @Test
    void takesNoWishForAnAnswerThatNeverCame() {
      holepunch.onTold(ann, List.of(FAR));
      callInVain();
      holepunch.tick(now);

      now += Holepunch.ANSWER_NANOS;
      says(ann, new Connect(address(98)));

      assertThat(knocked).containsExactly(address(98));
    }

    @Test
    void knocksAsBeforeWhenHelpHasFailed() {
      holepunch.onTold(ann, List.of(FAR));
      callInVain();
      holepunch.tick(now);

      says(ann, new Failed(FAR, Failed.NOT_CONNECTED));
      says(ann, new Connect(FAR));

      assertThat(knocked).containsExactly(FAR);
    }

    @Test
    void asksNobodyWhoDoesNotKnowHow() {
      ann.extensionIds =
          ann.extensionIds.updatedBy(
              ExtensionHandshake.builder().disables(Extension.UT_HOLEPUNCH).build());
      holepunch.onTold(ann, List.of(FAR));
      callInVain();

      holepunch.tick(now);

      assertThat(annsLink.messages).isEmpty();
    }
  }
}
