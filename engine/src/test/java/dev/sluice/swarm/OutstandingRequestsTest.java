package dev.sluice.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.BlockRef;
import org.junit.jupiter.api.Test;

class OutstandingRequestsTest {
  private final OutstandingRequests requests = new OutstandingRequests();

  private static BlockRef block(int piece) {
    return new BlockRef(piece, 0, BlockRef.MAX_BYTES);
  }

  @Test
  void tellsWhenWhatIsTakenOutWasAsked() {
    requests.add(block(1), 10);
    requests.add(block(2), 20);

    assertThat(requests.onBlock(block(2))).isEqualTo(20);
    assertThat(requests.onBlock(block(1))).isEqualTo(10);
    assertThat(requests.isEmpty()).isTrue();
  }

  @Test
  void knowsNothingOfWhatWasNeverAskedOrIsHere() {
    requests.add(block(1), 10);
    requests.onBlock(block(1));

    assertThat(requests.onBlock(block(1))).isEqualTo(OutstandingRequests.NONE);
    assertThat(requests.onBlock(block(2))).isEqualTo(OutstandingRequests.NONE);
  }

  @Test
  void tellsBlocksApartByTheirWholeRange() {
    requests.add(new BlockRef(1, 0, 100), 10);

    assertThat(requests.onBlock(new BlockRef(1, 0, 99))).isEqualTo(OutstandingRequests.NONE);
    assertThat(requests.onBlock(new BlockRef(1, 1, 100))).isEqualTo(OutstandingRequests.NONE);
    assertThat(requests.size()).isEqualTo(1);
  }

  @Test
  void remembersWhichIsTheOldest() {
    requests.add(block(1), 10);
    requests.add(block(2), 20);
    requests.add(block(3), 30);

    requests.onBlock(block(1));

    assertThat(requests.oldestNanos()).isEqualTo(20);
  }

  @Test
  void tellsATimeBeforeTheOriginOfTheClockFromNone() {
    requests.add(block(1), -5);

    assertThat(requests.onBlock(block(1))).isEqualTo(-5).isNotEqualTo(OutstandingRequests.NONE);
  }

  @Test
  void doesNotTakeTheAnswerToACancelForOneToTheNextRequest() {
    requests.add(block(1), 10);
    requests.cancel(block(1));
    requests.add(block(1), 20);

    assertThat(requests.refuse(block(1))).isFalse();
    assertThat(requests.size()).isEqualTo(1);
    assertThat(requests.refuse(block(1))).isTrue();
    assertThat(requests.isEmpty()).isTrue();
  }

  @Test
  void knowsThatACancelWasAnsweredWhenTheBlockCameFirst() {
    requests.add(block(1), 10);
    requests.cancel(block(1));
    requests.onBlock(block(1));
    requests.add(block(1), 20);

    assertThat(requests.refuse(block(1))).isTrue();
  }

  @Test
  void remembersNoMoreCancelsThanAPeerMayLeaveUnanswered() {
    for (int i = 0; i <= OutstandingRequests.MAX_CANCELLED; i++) {
      requests.add(block(i), 10);
      requests.cancel(block(i));
    }
    requests.add(block(0), 20);
    requests.add(block(1), 20);

    assertThat(requests.refuse(block(0))).isTrue();
    assertThat(requests.refuse(block(1))).isFalse();
  }

  @Test
  void forgetsAll() {
    requests.add(block(1), 10);

    requests.clear();

    assertThat(requests.size()).isZero();
  }
}
