package dev.sluice.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.PeerSource;
import dev.sluice.bencode.BString;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.metadata.MetadataUploads;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.testkit.TestTorrent;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.ExtensionHandshake;
import dev.sluice.wire.extension.UtMetadata;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExtensionTalkTest {
  private static final int THEIR_ID = 9;
  private static final PeerAddress ADDRESS = new PeerAddress(InetAddress.getLoopbackAddress(), 1);

  /** Its info dictionary has three pieces. */
  private final TestTorrent torrent =
      TestTorrent.folder("three")
          .info("a", BString.of(TestTorrent.randomBytes(1, 40_000)))
          .file("x", new byte[1])
          .build();

  private final byte[] info = torrent.infoBytes();
  private final RecordingLink link = new RecordingLink();
  private final Peer peer =
      new Peer(
          new PeerOpening(
              new PeerKey(0),
              link,
              ADDRESS,
              PeerId.random(new Random(1)),
              true,
              PeerSource.INCOMING,
              true,
              true,
              false),
          1,
          0);
  private final Candidates candidates = new Candidates(new Random(1));
  private final ExtensionTalk talk =
      new ExtensionTalk(7, candidates, MetadataUploads.of(torrent.info()));

  private void hear(String payload) {
    hear(Extension.HANDSHAKE_ID, payload.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void hear(int id, byte[] payload) {
    talk.receive(peer, new Extended(id, payload), 0);
  }

  private void greets() {
    hear("d1:md11:ut_metadatai" + THEIR_ID + "eee");
  }

  private void asksFor(int piece) {
    hear(Extension.UT_METADATA.localId(), new UtMetadata.Request(piece).encode());
  }

  private List<UtMetadata> answers() {
    return link.messages.stream().map(ExtensionTalkTest::metadata).toList();
  }

  private static UtMetadata metadata(PeerMessage message) {
    Extended extended = (Extended) message;
    assertThat(extended.extendedId()).isEqualTo(THEIR_ID);
    try {
      return UtMetadata.parse(extended.payload());
    } catch (WireException e) {
      throw new AssertionError(e);
    }
  }

  private UtMetadata.Data piece(int piece) {
    int from = piece * UtMetadata.PIECE_BYTES;
    int to = Math.min(info.length, from + UtMetadata.PIECE_BYTES);
    return new UtMetadata.Data(piece, info.length, Arrays.copyOfRange(info, from, to));
  }

  @Test
  void offersTheMetadataAndSaysHowLongItIs() throws WireException {
    ExtensionHandshake ours = ExtensionHandshake.parse(talk.handshake(peer, false).payload());

    assertThat(ours.metadataBytes()).hasValue(info.length);
    assertThat(ours.idOf(Extension.UT_METADATA)).hasValue(Extension.UT_METADATA.localId());
  }

  @Test
  void takesBackWhatItOfferedBeforeTheTorrentWasKnownToBePrivate() throws WireException {
    peer.metEarly = true;

    ExtensionHandshake ours = ExtensionHandshake.parse(talk.handshake(peer, false).payload());

    assertThat(ours.idOf(Extension.UT_PEX)).hasValue(0);
    assertThat(ours.idOf(Extension.UT_HOLEPUNCH)).hasValue(0);
    assertThat(ours.idOf(Extension.UT_METADATA)).hasValue(Extension.UT_METADATA.localId());
  }

  @Test
  void givesEveryPiece() {
    greets();

    asksFor(2);
    asksFor(0);
    asksFor(1);

    assertThat(answers()).containsExactly(piece(2), piece(0), piece(1));
  }

  @Test
  void rejectsAPieceThatIsNotThere() {
    greets();

    asksFor(3);

    assertThat(answers()).containsExactly(new UtMetadata.Reject(3));
  }

  @Test
  void rejectsWhoAsksForEverythingAgainAndAgain() {
    greets();

    for (int i = 0; i < 20; i++) {
      asksFor(0);
    }

    assertThat(answers().subList(0, 9)).containsOnly(piece(0));
    assertThat(answers().subList(9, 20)).containsOnly(new UtMetadata.Reject(0));
  }

  @Test
  void saysNothingToWhoTakesNoMetadata() {
    asksFor(0);

    assertThat(link.messages).isEmpty();
  }

  @Test
  void endsAConnectionThatSpeaksNonsense() {
    greets();

    hear(Extension.UT_METADATA.localId(), new byte[] {'d', 'e', 'e', 'p'});

    assertThat(link.closed || link.messages.isEmpty()).isTrue();
    hear(Extension.UT_METADATA.localId(), new byte[] {'x'});
    assertThat(link.closed).isTrue();
  }

  @Nested
  class WhenThePeerReadsSlowly {
    @Test
    void keepsOnlyNumbersForItUntilItHasRead() {
      greets();
      link.unsent = 8;

      asksFor(0);
      asksFor(1);
      assertThat(link.messages).isEmpty();

      link.unsent = 0;
      talk.tick(List.of(peer));
      assertThat(answers()).containsExactly(piece(0), piece(1));
    }
  }

  @Nested
  class WhenTheMetadataIsNotKnown {
    private final ExtensionTalk ignorant = new ExtensionTalk(7, candidates, MetadataUploads.none());

    @Test
    void saysNoLengthAndRejectsEveryPiece() throws WireException {
      greets();
      ExtensionHandshake ours = ExtensionHandshake.parse(ignorant.handshake(peer, false).payload());

      ignorant.receive(
          peer,
          new Extended(Extension.UT_METADATA.localId(), new UtMetadata.Request(0).encode()),
          0);

      assertThat(ours.metadataBytes()).isEmpty();
      assertThat(answers()).containsExactly(new UtMetadata.Reject(0));
    }
  }
}
