package dev.sluice.transport.portmap;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Actors;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Published;
import dev.sluice.actor.Timers;
import dev.sluice.transport.portmap.PortMapperMessage.Lease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns what is mapped. It asks the gateways in turn until one grants, renews at half of the time
 * granted, begins anew when that fails, and gives everything back at the end. A thread of its own
 * waits for the gateway, one at a time.
 */
final class PortMapperActor implements Actor<PortMapperMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(PortMapperActor.class);

  /** Routers restart in a minute or two; who has none need not be asked often. */
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final long LONGEST_PAUSE_NANOS = TimeUnit.HOURS.toNanos(1);

  private final List<Gateway> gateways;
  private final List<Wish> wishes;
  private final Actors actors;
  private final Mailbox<PortMapperMessage> self;
  private final Timers<PortMapperMessage> timers;
  private final Published<PortMapping> published;
  private Optional<Lease> lease = Optional.empty();
  private boolean asking;
  private boolean stopping;
  private long pauseNanos = FIRST_PAUSE_NANOS;

  PortMapperActor(
      PortMapper.Plan plan,
      Actors actors,
      Mailbox<PortMapperMessage> self,
      Timers<PortMapperMessage> timers,
      Published<PortMapping> published) {
    this.gateways = plan.gateways();
    this.wishes = plan.wishes();
    this.actors = actors;
    this.self = self;
    this.timers = timers;
    this.published = published;
  }

  @Override
  public void receive(PortMapperMessage message) {
    switch (message) {
      case PortMapperMessage.Seek() -> onSeek();
      case PortMapperMessage.Renew() -> onRenew();
      case PortMapperMessage.Granted(Lease granted) -> onGranted(granted);
      case PortMapperMessage.Denied(String why) -> onDenied(why);
      case PortMapperMessage.Stop() -> onStop();
      case PortMapperMessage.GivenBack() -> self.stop();
    }
  }

  private void onSeek() {
    if (!stopping) {
      ask(gateways);
    }
  }

  private void onRenew() {
    if (!stopping) {
      ask(lease.map(held -> List.of(held.gateway())).orElse(gateways));
    }
  }

  private void ask(List<Gateway> inTurn) {
    asking = true;
    Actors.Task unused = actors.run("port-mapping", () -> self.post(askInTurn(inTurn, wishes)));
  }

  private static PortMapperMessage askInTurn(List<Gateway> gateways, List<Wish> wishes)
      throws InterruptedException {
    List<String> refusals = new ArrayList<>();
    for (Gateway gateway : gateways) {
      try {
        List<Grant> grants = new ArrayList<>();
        for (Wish wish : wishes) {
          grants.add(gateway.map(wish));
        }
        return new PortMapperMessage.Granted(new Lease(gateway, grants));
      } catch (IOException e) {
        refusals.add(gateway.protocol() + ": " + e.getMessage());
      }
    }
    return new PortMapperMessage.Denied(String.join("; ", refusals));
  }

  private void onGranted(Lease granted) {
    asking = false;
    lease = Optional.of(granted);
    pauseNanos = FIRST_PAUSE_NANOS;
    if (stopping) {
      giveBack();
      return;
    }
    published.set(PortMapping.by(granted));
    LOG.debug("{}", published.get().status());
    long halfNanos = TimeUnit.SECONDS.toNanos(granted.lifetimeSeconds()) / 2;
    Timers.Timer unused = timers.after(halfNanos, new PortMapperMessage.Renew());
  }

  private void onDenied(String why) {
    asking = false;
    if (stopping) {
      giveBack();
      return;
    }
    LOG.debug("no port is mapped: {}", why);
    published.set(PortMapping.failed(why));
    lease = Optional.empty();
    Timers.Timer unused = timers.after(pauseNanos, new PortMapperMessage.Seek());
    pauseNanos = Math.min(LONGEST_PAUSE_NANOS, 2 * pauseNanos);
  }

  private void onStop() {
    stopping = true;
    if (!asking) {
      giveBack();
    }
  }

  private void giveBack() {
    published.set(PortMapping.OFF);
    if (lease.isEmpty()) {
      self.stop();
      return;
    }
    Lease held = lease.get();
    lease = Optional.empty();
    Actors.Task unused = actors.run("port-mapping", () -> giveBack(held));
  }

  private void giveBack(Lease held) throws InterruptedException {
    for (Grant grant : held.grants()) {
      try {
        held.gateway().unmap(grant);
      } catch (IOException e) {
        LOG.debug("{} was not told that we go: {}", held.gateway().protocol(), e.getMessage());
      }
    }
    self.post(new PortMapperMessage.GivenBack());
  }
}
