package dev.sluice.api;

import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerHost;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * A BitTorrent client: torrents go in, views and events come out.
 *
 * <p>Any thread may call; no method waits for a disk or a network, except {@link #close} and {@link
 * #awaitCompletion}.
 */
public interface TorrentClient extends AutoCloseable {
  /**
   * Adds a torrent and starts it.
   *
   * @return its name from now on
   * @throws IllegalStateException if a torrent of this info-hash is already here or still being
   *     removed ({@link TorrentEvent.Removed} says when that is done), or the client is closed
   * @throws UncheckedIOException if the folder cannot be used at all, as one below a file or in a
   *     place that may not be entered; its message is a sentence for a person
   */
  InfoHash add(AddTorrent request);

  /**
   * Adds a torrent of which only a magnet link is known, and starts to fetch its metadata, or takes
   * up what was fetched before.
   *
   * @return its name from now on
   * @throws IllegalStateException as {@link #add(AddTorrent)} does
   * @throws UncheckedIOException as {@link #add(AddTorrent)} does
   */
  InfoHash add(AddMagnet request);

  /**
   * Adds whichever it is.
   *
   * @return its name from now on
   * @throws IllegalStateException as {@link #add(AddTorrent)} does
   * @throws UncheckedIOException as {@link #add(AddTorrent)} does
   */
  default InfoHash add(AddRequest request) {
    return switch (request) {
      case AddTorrent torrent -> add(torrent);
      case AddMagnet magnet -> add(magnet);
    };
  }

  /** Returns what a torrent consists of; empty while that is not known, or it is not here. */
  Optional<Metainfo> metainfo(InfoHash torrent);

  /** Returns the views of all torrents, in the order they were added. */
  List<TorrentView> torrents();

  /**
   * Returns the view of one torrent, at most half a second old; of one that rests, or has all and
   * is alone, a second.
   */
  Optional<TorrentView> torrent(InfoHash torrent);

  /**
   * Waits until everything wanted of a torrent is here and verified, or until it has failed or is
   * gone: for programs that have nothing else to do meanwhile. Others {@link #subscribe}. A paused
   * torrent is waited for until somebody resumes it.
   *
   * @return the view at that moment, its state {@link TorrentState#SEEDING} or {@link
   *     TorrentState#FAILED}; empty if the torrent is not, or no longer, here
   * @throws InterruptedException if the waiting thread is told to stop; the torrent goes on
   */
  default Optional<TorrentView> awaitCompletion(InfoHash torrent) throws InterruptedException {
    BlockingQueue<TorrentEvent> news = new LinkedBlockingQueue<>();
    Subscription subscription = subscribe(news::add);
    try (subscription) {
      Optional<TorrentView> view = torrent(torrent);
      while (view.isPresent() && !view.get().hasEnded()) {
        if (news.take().equals(new TorrentEvent.Removed(torrent))) {
          return Optional.empty();
        }
        view = torrent(torrent);
      }
      return view;
    }
  }

  /** Stops transfers and announces; without effect on a paused torrent. */
  void pause(InfoHash torrent);

  /** Goes on after a pause or an error. */
  void resume(InfoHash torrent);

  /** Checks every piece on disk again. */
  void verify(InfoHash torrent);

  /**
   * Returns whom a torrent has banned, and why, the eldest ban first; at most half a second old.
   * Bans last as long as the torrent is here.
   */
  default List<BanView> bans(InfoHash torrent) {
    return List.of();
  }

  /** Lifts a ban: the host may be called, and call, again. Without effect if it is not banned. */
  default void liftBan(InfoHash torrent, PeerHost host) {}

  /** Forgets the torrent, leaving its files. */
  void remove(InfoHash torrent);

  /**
   * Forgets the torrent and deletes its files, and the folders that are empty without them. A file
   * that cannot be deleted is told as {@link TorrentEvent.Failed}, before {@link
   * TorrentEvent.Removed} says that it is over.
   */
  void removeWithFiles(InfoHash torrent);

  /**
   * Returns a torrent looked at closely, as it was when this was called before, and has it looked
   * at again: nothing is gathered of torrents that nobody asks about. Who asks twice a second sees
   * what is half a second old.
   *
   * @return empty the first time, while the metadata is not here, and if the torrent is not here
   */
  Optional<TorrentDetails> details(InfoHash torrent);

  /**
   * Wants a file of a torrent so much from now on, while it runs: what is skipped is not asked for
   * any more, and a torrent that was complete goes on downloading for a file that it lacks. Without
   * effect if the torrent is not here, nobody knows yet which files it has, or it only seeds.
   *
   * @throws IndexOutOfBoundsException if the torrent has no such file
   */
  void prioritise(InfoHash torrent, int fileIndex, FilePriority priority);

  /**
   * Begins to stream a file: what its readers need is fetched before the rest. A file that was
   * skipped is wanted from now on.
   *
   * @return the file, to be closed; empty if the torrent is not here
   * @throws IndexOutOfBoundsException if the torrent has no such file
   */
  Optional<FileStream> stream(InfoHash torrent, int fileIndex);

  /** Changes the rate limits of the whole client while it runs. */
  void limit(RateLimits limits);

  /** Returns the rate limits of the whole client. */
  RateLimits limits();

  /**
   * Changes the rate limits of one torrent while it runs; those of the whole client hold besides.
   * {@link TorrentView#limits} tells them.
   */
  void limit(InfoHash torrent, RateLimits limits);

  /**
   * Calls {@code listener} with every event from now on, one at a time, on a thread of the client's
   * own. A listener that waits delays only other listeners.
   *
   * @return takes the listener away again when closed
   */
  Subscription subscribe(Consumer<TorrentEvent> listener);

  /** Returns where peers can reach this client. */
  ListeningView listening();

  /**
   * Stops every torrent: buffers flushed, state saved, trackers told. Waits, at most about two
   * seconds for trackers, and some seconds for a disk that does not answer; otherwise no thread,
   * socket or file of the client is left afterwards.
   */
  @Override
  void close();

  /** A listener that can be taken away. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
