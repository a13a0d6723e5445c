package dev.sluice.mobile;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddRequest;
import dev.sluice.api.AddTorrent;
import dev.sluice.metainfo.MagnetLink;
import dev.sluice.metainfo.MetainfoException;
import dev.sluice.metainfo.MetainfoParser;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * A BitTorrent client for an app. Any thread may call, the one of the screen as well: no method
 * waits for a disk, a network or the listener. Orders are carried out one after the other, and what
 * comes of them is told to the {@link MobileListener}.
 *
 * <p>Torrents added run while the client does: after {@link #start} until {@link #stop}, or during
 * {@link #runFor}. Between two runs nothing is open and nothing is checked again; after the app has
 * been killed, the same torrents added again go on where they were.
 */
public final class MobileClient {
  private final Path downloads;
  private final Teller teller;
  private final Worker worker;

  /** Takes the app's wishes and whom it wants told; nothing runs yet. */
  public MobileClient(MobileOptions options, MobileListener listener) {
    this.downloads = Paths.get(options.downloadFolder());
    this.teller = new Teller(listener);
    MobileOptions copy = new MobileOptions(options);
    this.worker =
        new Worker(new Foreman(Circumstances.unknown(copy), () -> Run.start(copy), teller));
    teller.begin();
    worker.begin();
  }

  /** Runs until {@link #stop}: for an app that is on the screen, or has a foreground service. */
  public void start() {
    worker.tell(new Order.Start());
  }

  /**
   * Runs for so long and no longer: when the time is up, everything is saved and closed, and {@link
   * MobileListener#onQuiet} has been called. The last tenth of it, at least 2.5 seconds, is for the
   * goodbyes and the disk. Takes back a {@link #start}.
   *
   * @param seconds what the system grants, such as 30; at least 5
   */
  public void runFor(int seconds) {
    if (seconds < Foreman.LEAST_SECONDS) {
      throw new IllegalArgumentException("too short to do anything: " + seconds + " s");
    }
    worker.tell(new Order.RunFor(System.nanoTime(), seconds));
  }

  /**
   * Adds what a .torrent file describes.
   *
   * @return its info-hash; empty if the file is damaged, which the listener hears
   */
  public String addTorrent(byte[] torrentFile) {
    try {
      return add(AddTorrent.of(MetainfoParser.parse(torrentFile), downloads));
    } catch (MetainfoException e) {
      return refused(e);
    }
  }

  /**
   * Adds what a magnet link leads to. Peers named in it by address are tried at once.
   *
   * @return its info-hash; empty if it is no such link, which the listener hears
   */
  public String addMagnet(String link) {
    try {
      MagnetLink magnet = MagnetLink.parse(link);
      return add(AddMagnet.of(magnet, downloads).withPeers(Hosts.literal(magnet.peers())));
    } catch (MetainfoException e) {
      return refused(e);
    }
  }

  private String add(AddRequest request) {
    worker.tell(new Order.Add(request));
    return request.infoHash().toHex();
  }

  private String refused(MetainfoException cause) {
    worker.tell(new Order.Complain(String.valueOf(cause.getMessage())));
    return "";
  }

  /** Pauses a torrent until {@link #resume}. */
  public void pause(String torrent) {
    worker.tell(new Order.Pause(torrent));
  }

  /** Lets a torrent go on after {@link #pause} or an error, as soon as it may run at all. */
  public void resume(String torrent) {
    worker.tell(new Order.Resume(torrent));
  }

  /** Forgets a torrent, leaving its files. */
  public void remove(String torrent) {
    worker.tell(new Order.Remove(torrent));
  }

  /** Tells in what network the phone is; {@link NetworkKind} names the values. */
  public void network(int kind) {
    worker.tell(new Order.Network(kind));
  }

  /** Tells how full the battery is, 0 to 100, and whether it is being charged. */
  public void battery(int percent, boolean isCharging) {
    worker.tell(new Order.Battery(percent, isCharging));
  }

  /**
   * Ends the client for good: within a second state is saved, and files and sockets are closed,
   * unless the disk itself is slower. No call of the listener begins after this has returned; one
   * under way may still be finishing.
   */
  public void stop() {
    teller.silence();
    worker.tell(new Order.Stop());
  }

  /** Returns whether everything has been saved and closed after {@link #stop}. */
  public boolean isStopped() {
    return worker.hasEnded();
  }
}
