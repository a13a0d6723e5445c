package dev.sluice.cli;

import dev.sluice.api.AddMagnet;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.BanView;
import dev.sluice.api.FilePriority;
import dev.sluice.api.FileStream;
import dev.sluice.api.ListeningView;
import dev.sluice.api.PortMappingView;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentDetails;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentView;
import dev.sluice.metainfo.Metainfo;
import dev.sluice.model.InfoHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A client that downloads nothing: a script says what its views and events are. Strict: a command
 * that the command line has no business to give, or a call after the end, fails the test.
 */
final class FakeClient implements TorrentClient {
  /** What happens when a torrent is added. */
  interface Script {
    void added(FakeClient client, AddTorrent request);
  }

  final List<AddTorrent> requests = new ArrayList<>();
  private final Map<InfoHash, TorrentView> views = new LinkedHashMap<>();
  final List<AddMagnet> magnets = new ArrayList<>();
  private final Map<InfoHash, Metainfo> metainfos = new LinkedHashMap<>();
  private final Script script;
  private BiConsumer<FakeClient, AddMagnet> magnetScript =
      (_, _) -> {
        throw new AssertionError("no magnet expected");
      };
  private Optional<Consumer<TorrentEvent>> listener = Optional.empty();
  private String note = "";
  private Optional<Metainfo> afterALook = Optional.empty();
  private Runnable atLook = () -> {};
  private List<BanView> bans = List.of();
  private boolean isClosed;

  FakeClient(Script script) {
    this.script = script;
  }

  /** Says what happens when a magnet link is added. */
  FakeClient onMagnet(BiConsumer<FakeClient, AddMagnet> newScript) {
    magnetScript = newScript;
    return this;
  }

  FakeClient withNote(String sentence) {
    note = sentence;
    return this;
  }

  /** Makes this the torrent's view from now on. */
  void show(TorrentView view) {
    views.put(view.infoHash(), view);
  }

  /** Makes known what a torrent consists of. */
  void know(Metainfo metainfo) {
    metainfos.put(metainfo.infoHash(), metainfo);
  }

  /** Makes it known once somebody has looked at the view. */
  void knowAfterALook(Metainfo metainfo) {
    afterALook = Optional.of(metainfo);
  }

  /** Says whom every torrent has banned. */
  FakeClient withBans(BanView... all) {
    bans = List.of(all);
    return this;
  }

  /** Runs this whenever somebody looks at all views. */
  void atLook(Runnable action) {
    atLook = action;
  }

  /** Sends an event. */
  void send(TorrentEvent event) {
    listener.orElseThrow().accept(event);
  }

  boolean isClosed() {
    return isClosed;
  }

  @Override
  public InfoHash add(AddTorrent request) {
    checkOpen();
    requests.add(request);
    script.added(this, request);
    return request.metainfo().infoHash();
  }

  @Override
  public InfoHash add(AddMagnet request) {
    checkOpen();
    magnets.add(request);
    magnetScript.accept(this, request);
    return request.infoHash();
  }

  @Override
  public Optional<Metainfo> metainfo(InfoHash torrent) {
    checkOpen();
    return Optional.ofNullable(metainfos.get(torrent));
  }

  @Override
  public List<TorrentView> torrents() {
    checkOpen();
    atLook.run();
    return List.copyOf(views.values());
  }

  @Override
  public Optional<TorrentView> torrent(InfoHash torrent) {
    checkOpen();
    afterALook.ifPresent(this::know);
    return Optional.ofNullable(views.get(torrent));
  }

  @Override
  public Subscription subscribe(Consumer<TorrentEvent> newListener) {
    checkOpen();
    if (listener.isPresent()) {
      throw new AssertionError("subscribed twice");
    }
    listener = Optional.of(newListener);
    return () -> listener = Optional.empty();
  }

  @Override
  public ListeningView listening() {
    checkOpen();
    return new ListeningView(OptionalInt.of(6881), note, PortMappingView.OFF, false);
  }

  @Override
  public List<BanView> bans(InfoHash torrent) {
    checkOpen();
    return bans;
  }

  @Override
  public void close() {
    checkOpen();
    if (listener.isPresent()) {
      throw new AssertionError("closed with a listener left");
    }
    isClosed = true;
  }

  private void checkOpen() {
    if (isClosed) {
      throw new AssertionError("called after close");
    }
  }

  @Override
  public void pause(InfoHash torrent) {
    throw new AssertionError("nobody asked for a pause");
  }

  @Override
  public void resume(InfoHash torrent) {
    throw new AssertionError("nobody asked to resume");
  }

  @Override
  public void verify(InfoHash torrent) {
    throw new AssertionError("nobody asked for a check");
  }

  @Override
  public void remove(InfoHash torrent) {
    throw new AssertionError("nobody asked to remove");
  }

  @Override
  public void removeWithFiles(InfoHash torrent) {
    throw new AssertionError("nobody asked to delete");
  }

  @Override
  public Optional<TorrentDetails> details(InfoHash torrent) {
    throw new AssertionError("nobody asked for details");
  }

  @Override
  public void prioritise(InfoHash torrent, int fileIndex, FilePriority priority) {
    throw new AssertionError("nobody asked for priorities");
  }

  @Override
  public Optional<FileStream> stream(InfoHash torrent, int fileIndex) {
    throw new AssertionError("nobody asked to stream");
  }

  @Override
  public void limit(RateLimits limits) {
    throw new AssertionError("limits come with the settings");
  }

  @Override
  public RateLimits limits() {
    throw new AssertionError("nobody asked for limits");
  }

  @Override
  public void limit(InfoHash torrent, RateLimits limits) {
    throw new AssertionError("limits come with the settings");
  }
}
