package dev.sluice.swarm.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetadataRequestsTest {
  private final MetadataRequests requests = new MetadataRequests();

  @Test
  void servesInTheOrderOfTheRequests() {
    assertThat(requests.add(1, 2)).isTrue();
    assertThat(requests.add(0, 2)).isTrue();

    assertThat(requests.next()).hasValue(1);
    assertThat(requests.next()).hasValue(0);
    assertThat(requests.next()).isEmpty();
  }

  @Test
  void refusesAPieceThatIsNotThere() {
    assertThat(requests.add(2, 2)).isFalse();
    assertThat(requests.add(-1, 2)).isFalse();
    assertThat(requests.add(0, 0)).as("nothing is known yet").isFalse();
  }

  @Test
  void refusesWhatIsTooMuchAtATime() {
    for (int i = 0; i < MetadataRequests.MAX_WAITING; i++) {
      assertThat(requests.add(i, 1000)).isTrue();
    }
    assertThat(requests.add(0, 1000)).isFalse();

    assertThat(requests.next()).isPresent();
    assertThat(requests.add(0, 1000)).isTrue();
  }

  @Test
  void refusesWhatIsTooMuchInAll() {
    for (int i = 0; i < MetadataRequests.MAX_ROUNDS; i++) {
      assertThat(requests.add(0, 1)).isTrue();
      assertThat(requests.next()).hasValue(0);
    }

    assertThat(requests.add(0, 1)).isFalse();
  }
}
