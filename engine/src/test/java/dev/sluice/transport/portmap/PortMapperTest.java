package dev.sluice.transport.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.ThreadedActors;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked of gateways, and when. */
@Timeout(30)
class PortMapperTest {
  private static final Wish TCP = new Wish(Wish.Transport.TCP, 6881);
  private static final Wish UDP = new Wish(Wish.Transport.UDP, 6881);
  private static final long LONG = TimeUnit.SECONDS.toNanos(20);

  private final ThreadedActors actors = ThreadedActors.pooled(MonotonicClock.SYSTEM);
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  @AfterEach
  void end() {
    actors.close();
  }

  private interface Answer {
    long lifetimeSeconds() throws IOException, InterruptedException;
  }

  /** A gateway that notes what it is asked. */
  private Gateway gateway(String name, Answer answer) {
    return new Gateway() {
      @Override
      public String protocol() {
        return name;
      }

      @Override
      public Grant map(Wish wish) throws IOException, InterruptedException {
        asked.add(name + " map " + wish.transport());
        long seconds = answer.lifetimeSeconds();
        byte[] outside = {(byte) 203, 0, 113, 5};
        return new Grant(
            wish, wish.port(), Optional.of(InetAddress.getByAddress(outside)), seconds);
      }

      @Override
      public void unmap(Grant grant) {
        asked.add(name + " unmap " + grant.wish().transport());
      }
    };
  }

  private static long refuse() throws IOException {
    throw new IOException("no");
  }

  private PortMapper start(List<Wish> wishes, Gateway... gateways) {
    return PortMapper.start(new PortMapper.Plan(List.of(gateways), wishes), actors);
  }

  private static void awaitStatus(PortMapper mapper, String words) {
    while (!mapper.mapping().status().contains(words)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void asksInTurnUntilOneGrants() throws Exception {
    PortMapper mapper =
        start(
            List.of(TCP, UDP),
            gateway("first", PortMapperTest::refuse),
            gateway("second", () -> 3600),
            gateway("third", () -> 3600));

    awaitStatus(mapper, "mapped by second: 203.0.113.5 port 6881");

    assertThat(mapper.mapping().mapped()).isTrue();
    assertThat(asked).containsExactly("first map TCP", "second map TCP", "second map UDP");
  }

  @Test
  void saysWhyNothingIsMapped() {
    PortMapper mapper =
        start(
            List.of(TCP),
            gateway("PCP", PortMapperTest::refuse),
            gateway("UPnP", PortMapperTest::refuse));

    awaitStatus(mapper, "not mapped: PCP: no; UPnP: no");

    assertThat(mapper.mapping().mapped()).isFalse();
  }

  @Test
  void renewsWithTheOneThatGrantedWhenHalfOfItsTimeIsOver() throws Exception {
    PortMapper unused =
        start(List.of(TCP), gateway("first", PortMapperTest::refuse), gateway("second", () -> 1));

    assertThat(asked.take()).isEqualTo("first map TCP");
    for (int i = 0; i < 3; i++) {
      assertThat(asked.take()).isEqualTo("second map TCP");
    }
  }

  @Test
  void givesEverythingBackWhenItIsStopped() throws Exception {
    PortMapper mapper = start(List.of(TCP, UDP), gateway("only", () -> 3600));
    awaitStatus(mapper, "mapped by only");

    mapper.stop();

    assertThat(mapper.awaitGivenBack(LONG)).isTrue();
    assertThat(asked)
        .containsExactly("only map TCP", "only map UDP", "only unmap TCP", "only unmap UDP");
    assertThat(mapper.mapping()).isEqualTo(PortMapping.OFF);
  }

  @Test
  void givesBackWhatIsGrantedWhileItStops() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    PortMapper mapper =
        start(
            List.of(TCP),
            gateway(
                "only",
                () -> {
                  stopped.await();
                  return 3600;
                }));
    assertThat(asked.take()).isEqualTo("only map TCP");

    mapper.stop();
    stopped.countDown();

    assertThat(asked.take()).isEqualTo("only unmap TCP");
    awaitStatus(mapper, "off");
  }

  @Test
  void waitsForNobodyWhenNothingIsMapped() throws Exception {
    PortMapper mapper = start(List.of(TCP), gateway("only", PortMapperTest::refuse));
    awaitStatus(mapper, "not mapped");

    mapper.stop();

    assertThat(mapper.awaitGivenBack(0)).isTrue();
    awaitStatus(mapper, "off");
    assertThat(asked).containsExactly("only map TCP");
  }
}
