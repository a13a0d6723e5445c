package dev.sluice.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerQueueTest {
  private long nowNanos;
  private final TimerQueue<String> timers = new TimerQueue<>(() -> nowNanos);
  private final List<String> fired = new ArrayList<>();

  @Test
  void hasNothingToWaitForWhenEmpty() {
    assertThat(timers.nanosUntilNext()).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1234, Long.MAX_VALUE - 15, -5})
  void firesWhatIsDueInItsOrder(long startNanos) {
    nowNanos = startNanos;
    timers.after(30, "third");
    timers.after(10, "first");
    timers.after(20, "second");

    nowNanos += 25; // beyond the largest long, too
    timers.fireDue(fired::add);

    assertThat(fired).containsExactly("first", "second");
    assertThat(timers.nanosUntilNext()).isEqualTo(5);
  }

  @Test
  void firesInTheOrderOfSettingWhatIsDueAtOnce() {
    for (int i = 0; i < 20; i++) {
      timers.after(10, "timer " + i);
    }

    nowNanos = 10;
    timers.fireDue(fired::add);

    assertThat(fired).hasSize(20).startsWith("timer 0", "timer 1").endsWith("timer 19");
  }

  @Test
  void doesNotFireWhatWasCancelled() {
    Timers.Timer timer = timers.after(10, "cancelled");
    timers.after(10, "kept");

    timer.cancel();
    timer.cancel();
    nowNanos = 10;
    timers.fireDue(fired::add);

    assertThat(fired).containsExactly("kept");
  }

  @Test
  void firesWhatIsSetWhileFiringWhenItsTimeHasCome() {
    timers.after(10, "first");

    nowNanos = 10;
    timers.fireDue(message -> {
      fired.add(message);
      timers.after(5, "second");
    });

    assertThat(fired).containsExactly("first");
    assertThat(timers.nanosUntilNext()).isEqualTo(5);
  }
}
