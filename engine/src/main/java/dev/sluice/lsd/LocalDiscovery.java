package dev.sluice.lsd;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Mailbox;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Local service discovery for all torrents of a session: makes them known in the local network, and
 * tells them of neighbours. Any thread may call; no method waits.
 */
@Bep(14)
public final class LocalDiscovery implements AutoCloseable {
  /** Messages that may wait; datagrams beyond are lost, as datagrams may be. */
  private static final int MAILBOX_CAPACITY = 256;

  private final Mailbox<LsdMessage> mailbox;

  /** How we know ourselves, and where we take calls. */
  record Self(int listeningPort, String cookie) {}

  private LocalDiscovery(Mailbox<LsdMessage> mailbox) {
    this.mailbox = mailbox;
  }

  /**
   * Starts to listen; nothing is announced yet.
   *
   * @param network [own] where announces go; closed at the end
   * @param listeningPort where peers can reach us, from 1 to 65535
   * @param random draws the cookie by which we know our own announces
   */
  public static LocalDiscovery start(
      Actors actors, LocalNetwork network, int listeningPort, Random random) {
    Self us = new Self(listeningPort, String.format(Locale.ROOT, "%016x", random.nextLong()));
    return new LocalDiscovery(
        actors.start(
            "local-discovery",
            MAILBOX_CAPACITY,
            (self, timers) -> new LsdActor(network, us, actors.clock(), self, timers)));
  }

  /**
   * Announces a torrent from now on.
   *
   * @param torrent one that is not private
   * @param found told of every neighbour, again whenever it announces itself; must not wait
   */
  public void watch(InfoHash torrent, Consumer<PeerAddress> found) {
    mailbox.command(new LsdMessage.Watch(torrent, found));
  }

  /** Announces a torrent no more, and tells of no neighbour. */
  public void forget(InfoHash torrent) {
    mailbox.command(new LsdMessage.Forget(torrent));
  }

  @Override
  public void close() {
    mailbox.stop();
  }
}
