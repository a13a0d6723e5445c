package dev.sluice.transport.lan;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Published;
import dev.sluice.actor.WallClock;

/**
 * Watches whether this machine has a network, whether its address changes, and whether it slept.
 */
public final class NetworkWatch {
  /** Nobody but itself sends it anything. */
  private static final int MAILBOX_CAPACITY = 4;

  private final Mailbox<NetworkWatchMessage> mailbox;
  private final Published<NetworkState> published;

  private NetworkWatch(Mailbox<NetworkWatchMessage> mailbox, Published<NetworkState> published) {
    this.mailbox = mailbox;
    this.published = published;
  }

  /**
   * Begins to watch; returns at once.
   *
   * @param addresses asked every few seconds
   * @param wallClock goes on while the machine sleeps, when others may stand still
   * @param onUpheaval is run after each upheaval, and must not wait
   */
  public static NetworkWatch start(
      Actors actors, LocalAddresses addresses, WallClock wallClock, Runnable onUpheaval) {
    Published<NetworkState> published = new Published<>(NetworkState.STEADY);
    Mailbox<NetworkWatchMessage> mailbox =
        actors.start(
            "network-watch",
            MAILBOX_CAPACITY,
            (self, timers) -> {
              Wakefulness wakefulness = new Wakefulness(actors.clock(), wallClock);
              return new NetworkWatchActor(addresses, wakefulness, timers, published, onUpheaval);
            });
    return new NetworkWatch(mailbox, published);
  }

  /** Returns how things stood a few seconds ago at most. */
  public NetworkState state() {
    return published.get();
  }

  /** Ends it; does not wait. */
  public void stop() {
    mailbox.stop();
  }
}
