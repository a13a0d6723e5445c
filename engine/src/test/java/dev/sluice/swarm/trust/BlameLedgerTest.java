package dev.sluice.swarm.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.peer.PeerKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Givers of a piece are written as letters, one per block. */
class BlameLedgerTest {
  private final BlameLedger ledger = new BlameLedger();

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

  private List<PeerAddress> fails(String names) {
    return ledger.pieceFailed(givers(names));
  }

  private void isGood(String names) {
    ledger.pieceVerified(givers(names));
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
    assertThat(ledger.pieceFailed(List.of(new PeerKey(1000)))).isEmpty();
    assertThat(ledger.pieceFailed(List.of())).isEmpty();
    assertThat(ledger.isSuspect(new PeerKey(1000))).isFalse();
  }

  @Test
  void forgetsTheEldestPeersWhenThereAreTooMany() {
    fails("AB");

    for (int peer = 0; peer < BlameLedger.MAX_PEERS; peer++) {
      ledger.met(new PeerKey(1000 + peer), address('Z'));
    }

    assertThat(suspects()).isEmpty();
  }
}
