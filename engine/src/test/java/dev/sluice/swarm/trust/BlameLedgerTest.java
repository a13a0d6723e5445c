package dev.sluice.swarm.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.BlockPrints;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.PeerKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Givers of a piece are written as letters, one per block. */
class BlameLedgerTest {
  private final BlameLedger ledger = new BlameLedger();
  private int nextPiece = 100;

  @BeforeEach
  void everybodyIsConnected() {
    for (char name = 'A'; name <= 'Z'; name++) {
      ledger.met(key(name), address(name));
    }
  }

  private static PeerKey key(char name) {
    return new PeerKey(name);
  }

  private static PeerAddress address(char name) {
    try {
      return new PeerAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) name}), 6881);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static List<PeerKey> givers(String names) {
    return names.chars().mapToObj(name -> key((char) name)).toList();
  }

  /** Another piece fails. */
  private List<PeerAddress> fails(String names) {
    return fails(nextPiece++, names, "?".repeat(names.length()));
  }

  /** A piece fails; what is in its blocks is written as letters, too. */
  private List<PeerAddress> fails(int piece, String names, String content) {
    return ledger.pieceFailed(piece, givers(names), prints(content));
  }

  private static BlockPrints prints(String content) {
    return BlockPrints.of(content.chars().asLongStream().toArray());
  }

  /** Another piece is good. */
  private void isGood(String names) {
    isGood(nextPiece++, names);
  }

  private boolean isGood(int piece, String names) {
    return ledger.pieceVerified(piece, givers(names));
  }

  private String suspects() {
    StringBuilder suspects = new StringBuilder();
    for (char name = 'A'; name <= 'Z'; name++) {
      suspects.append(ledger.isSuspect(key(name)) ? String.valueOf(name) : "");
    }
    return suspects.toString();
  }

  @Test
  void bansAtOnceWhoAloneGaveABadPiece() {
    assertThat(fails("AAAA")).containsExactly(address('A'));
  }

  @Test
  void suspectsAllWhoSharedABadPiece() {
    assertThat(fails("AABC")).isEmpty();

    assertThat(suspects()).isEqualTo("ABC");
  }

  @Test
  void aGoodPieceGivenAloneEndsASuspicion() {
    fails("AB");

    isGood("AAA");
    isGood("BC");

    assertThat(suspects()).isEqualTo("B");
  }

  @Test
  void aConvictionEndsTheSuspicionOfTheOthers() {
    fails("AB");
    fails("BC");
    fails("CD");

    assertThat(fails("BB")).containsExactly(address('B'));

    assertThat(suspects()).isEqualTo("BCD");
  }

  @Test
  void oneCulpritDoesNotPullDownThoseWhoSharedManyPiecesWithIt() {
    for (int piece = 0; piece < 20; piece++) {
      assertThat(fails("AAAAAB")).isEmpty();
    }
    isGood("AAAAAA");

    assertThat(fails("BBBBBB")).containsExactly(address('B'));

    assertThat(suspects()).isEqualTo("B");
  }

  @Test
  void bansWhoBehavesAloneButIsPartOfThreeBadPieces() {
    assertThat(fails("XA")).isEmpty();
    isGood("X");
    assertThat(fails("XB")).isEmpty();
    isGood("X");

    assertThat(fails("XC")).containsExactly(address('X'));
  }

  @Test
  void sparesWhoGaveFarMoreGoodPiecesThanItSharedBadOnes() {
    List<PeerAddress> banned = new ArrayList<>();
    for (char other = 'B'; other <= 'E'; other++) {
      for (int piece = 0; piece < 15; piece++) {
        isGood("AAAA");
      }
      banned.addAll(fails("A" + other));
    }

    assertThat(banned).isEmpty();
  }

  @Test
  void aNewConnectionOfTheSameAddressIsStillSuspected() {
    fails("AB");

    ledger.met(new PeerKey(1000), address('A'));

    assertThat(ledger.isSuspect(new PeerKey(1000))).isTrue();
  }

  @Test
  void peersItNeverMetAreNotJudged() {
    assertThat(ledger.pieceFailed(1, List.of(new PeerKey(1000)), prints("x"))).isEmpty();
    assertThat(ledger.pieceFailed(2, List.of(), prints("x"))).isEmpty();
    assertThat(ledger.isSuspect(new PeerKey(1000))).isFalse();
  }

  @Test
  void aSuspectThatCallsFromAnotherPortIsStillSuspected() {
    fails("AB");

    ledger.left(key('A'));
    ledger.met(new PeerKey(1000), new PeerAddress(address('A').ip(), 50_000));

    assertThat(ledger.isSuspect(new PeerKey(1000))).isTrue();
  }

  @Test
  void twoConnectionsOfOneHostAreOneGiver() {
    ledger.met(new PeerKey(1000), new PeerAddress(address('A').ip(), 50_000));

    assertThat(ledger.pieceFailed(1, List.of(key('A'), new PeerKey(1000)), prints("xy")))
        .containsExactly(address('A'));
  }

  @Test
  void whoHasLeftIsStillJudgedForWhatItGave() {
    ledger.left(key('A'));

    assertThat(fails("AA")).containsExactly(address('A'));
  }

  @Test
  void nobodyIsConvictedForAPieceThatAnUnknownPeerSharedIn() {
    assertThat(ledger.pieceFailed(1, List.of(key('A'), new PeerKey(1000)), prints("xy"))).isEmpty();

    assertThat(suspects()).isEqualTo("A");
  }

  @Test
  void nobodyWhoIsConnectedIsForgottenHoweverManyComeAndGo() {
    fails("AB");

    for (int peer = 0; peer <= BlameLedger.MAX_GONE; peer++) {
      PeerKey passing = new PeerKey(1000 + peer);
      ledger.met(passing, address('Z'));
      ledger.left(passing);
    }

    assertThat(suspects()).isEqualTo("AB");
    assertThat(fails("A")).containsExactly(address('A'));
  }

  @Nested
  class WhenThePieceIsGoodAtLast {
    @Test
    void whoeverGaveABlockThatDiffersIsBannedAndTheOthersAreCleared() {
      assertThat(fails(1, "ABCA", "abXa")).isEmpty();
      assertThat(suspects()).isEqualTo("ABC");
      assertThat(isGood(1, "DDDD")).isTrue();

      assertThat(ledger.compare(1, prints("abca"))).containsExactly(address('C'));

      assertThat(suspects()).isEqualTo("C");
    }

    @Test
    void everyBadCopyIsCompared() {
      fails(1, "AB", "Xb");
      fails(1, "CD", "aY");
      isGood(1, "EE");

      assertThat(ledger.compare(1, prints("ab")))
          .containsExactlyInAnyOrder(address('A'), address('D'));

      assertThat(suspects()).isEqualTo("AD");
    }

    @Test
    void whoIsSuspectedForAnotherPieceStaysSo() {
      fails(1, "AB", "Xb");
      fails(2, "BC", "bX");
      fails(3, "CD", "XX");
      isGood(1, "EE");

      ledger.compare(1, prints("ab"));

      assertThat(suspects()).isEqualTo("ABCD");
    }

    @Test
    void aPieceThatNeverFailedNeedsNoComparison() {
      assertThat(isGood(1, "AB")).isFalse();
    }

    @Test
    void aPieceIsComparedOnce() {
      fails(1, "AB", "Xb");
      isGood(1, "EE");
      ledger.compare(1, prints("ab"));

      assertThat(isGood(1, "EE")).isFalse();
    }
  }

  @Test
  void whoGivesABlockOneWayAndThenAnotherIsBannedAtOnce() {
    assertThat(fails(1, "ABC", "Xbc")).isEmpty();

    assertThat(fails(1, "ADE", "Yde")).containsExactly(address('A'));

    assertThat(suspects()).isEqualTo("A");
  }

  @Test
  void whoGivesAnotherBlockOfAPieceThatFailsAgainIsNotTakenForItsCulprit() {
    fails(1, "ABC", "aXc");

    assertThat(fails(1, "BAD", "YaZ")).isEmpty();
  }
}
