package dev.sluice.dht;

import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Sink;
import dev.sluice.bencode.BString;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.item.Signatures;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.udp.Datagram;

/**
 * A node of the distributed hash table: the outside of its actor, for any thread.
 *
 * <p>What one node costs, at most: about 8 MB of memory for each family, nearly all of it peers and
 * items that it keeps for others; 16 KiB a second of answers; 32 questions under way for searches.
 * At rest it asks one node every four seconds, and looks for one key every few minutes.
 */
@Bep(5)
public final class Dht {
  /** Datagrams that wait; more are lost, as datagrams are. */
  private static final int MAILBOX_CAPACITY = 1_024;

  private final Mailbox<DhtMessage> mailbox;
  private final DhtPublications published;

  private Dht(Mailbox<DhtMessage> mailbox, DhtPublications published) {
    this.mailbox = mailbox;
    this.published = published;
  }

  /** Starts a node; it looks for the way in at once. */
  public static Dht start(DhtWorld world, DhtSettings settings) {
    DhtPublications published = new DhtPublications();
    Mailbox<DhtMessage> mailbox =
        world
            .actors()
            .start(
                "dht",
                MAILBOX_CAPACITY,
                (self, timers) -> new DhtActor(world, settings, self, timers, published));
    return new Dht(mailbox, published);
  }

  /** Returns where the datagrams go that come in on its socket. Use {@link Sink#offer}. */
  public Sink<Datagram> datagrams() {
    return mailbox.adapt(DhtMessage.Received::new);
  }

  /** Looks for peers, and announces us if the quest says so. Never wait for what comes of it. */
  public void findPeers(PeerQuest quest) {
    look(new PeerSearch(quest));
  }

  /** Asks how many peers a torrent has. */
  public void scrape(InfoHash torrent, Sink<DhtEvent> events) {
    look(new ScrapeSearch(torrent, events));
  }

  /**
   * Looks for an item.
   *
   * @param target its key
   * @param salt if the item is signed, the salt that its key was made with; else empty
   */
  public void get(NodeId target, BString salt, Sink<DhtEvent> events) {
    look(ItemSearch.get(target, salt, Signatures.ofPlatform(), events));
  }

  /** Leaves an item with the nodes nearest to its key; they keep it for two hours. */
  public void put(Item item, Sink<DhtEvent> events) {
    look(ItemSearch.put(item, Signatures.ofPlatform(), events));
  }

  private void look(Errand errand) {
    mailbox.command(new DhtMessage.Look(errand));
  }

  /** Says that a node may be at {@code address}, as peers do in a port message (BEP 5). */
  public void visit(PeerAddress address) {
    mailbox.offer(new DhtMessage.Visit(address));
  }

  /** Says that our network was away, or has changed: the way in is looked for at once. */
  public void rejoin() {
    mailbox.offer(new DhtMessage.Rejoin());
  }

  /** Returns how it stood at most a second ago. */
  public DhtView view() {
    return published.view().get();
  }

  /** Stops it. Does not wait. */
  public void stop() {
    mailbox.stop();
  }

  /**
   * Waits until it has stopped.
   *
   * @return whether it stopped within {@code timeoutNanos}
   */
  public boolean awaitStopped(long timeoutNanos) throws InterruptedException {
    return mailbox.awaitStopped(timeoutNanos);
  }

  /** Returns what is worth knowing at the next start; only once it has stopped. */
  public SavedNodes savedNodes() {
    return published.saved().get();
  }
}
