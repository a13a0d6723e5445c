package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.InfoHash;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RosterTest {
  private static final InfoHash WATER = InfoHash.of(new byte[20]);
  private static final InfoHash FIRE = new InfoHash(1, 2, 3);

  private final List<String> stopped = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private final Roster<String> roster = new Roster<>(stopped::contains, stopped::contains);

  @Test
  void keepsTheOrderInWhichTheyCame() {
    roster.add(WATER, () -> "water");
    roster.add(FIRE, () -> "fire");

    assertThat(roster.all()).containsExactly("water", "fire");
    assertThat(roster.find(FIRE)).contains("fire");
  }

  @Test
  void refusesWhoIsHere() {
    roster.add(WATER, () -> "water");

    assertThatThrownBy(() -> roster.add(WATER, () -> "water again"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already here");
    assertThat(roster.all()).containsExactly("water");
  }

  @Test
  void refusesWhoIsStillLeaving() {
    roster.add(WATER, () -> "water");
    roster.remove(WATER, ended::add);

    assertThat(ended).containsExactly("water");
    assertThat(roster.all()).isEmpty();
    assertThat(roster.leaving()).containsExactly("water");
    assertThatThrownBy(() -> roster.add(WATER, () -> "water again"))
        .hasMessageContaining("still being removed");

    stopped.add("water");
    roster.add(WATER, () -> "water again");
    assertThat(roster.all()).containsExactly("water again");
  }

  @Test
  void isUnmovedWhenOneCannotBeStarted() {
    assertThatThrownBy(() ->
            roster.add(
                WATER,
                () -> {
                  throw new IllegalArgumentException("no such folder");
                }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(roster.all()).isEmpty();
    roster.add(WATER, () -> "water");
    assertThat(roster.all()).containsExactly("water");
  }

  /** Between being here and having its place in the order, nobody could remove it. */
  @Test
  void listsNobodyTwiceHoweverItIsAddedAndRemoved() throws Exception {
    Roster<String> shared = new Roster<>(each -> true, each -> true);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<?> remover =
          threads.submit(() -> {
            for (int i = 0; i < 200_000; i++) {
              shared.remove(WATER, each -> {});
            }
          });
      Future<?> adder =
          threads.submit(() -> {
            while (!remover.isDone()) {
              if (shared.find(WATER).isEmpty()) {
                shared.add(WATER, () -> "water");
              }
            }
          });
      remover.get();
      adder.get();
    }
    shared.remove(WATER, each -> {});
    shared.add(WATER, () -> "water");

    assertThat(shared.all()).containsExactly("water");
  }
}
