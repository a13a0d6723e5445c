package dev.sluice.cli;

import dev.sluice.model.Probe;
import dev.sluice.model.ProbeEvent;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Turns what the engine tells of itself into events of JDK Flight Recorder. Has no state. */
final class FlightEvents implements Probe {
  @Override
  public void tell(ProbeEvent told) {
    switch (told) {
      case ProbeEvent.PieceVerified(var torrent, var piece) -> {
        var event = new PieceVerified();
        event.torrent = torrent.toString();
        event.piece = piece;
        event.commit();
      }
      case ProbeEvent.DiskWritten(var torrent, var blocks, var nanos) -> {
        var event = new DiskWrite();
        event.torrent = torrent.toString();
        event.blocks = blocks;
        event.took = nanos;
        event.commit();
      }
      case ProbeEvent.ChokeRound(
              var torrent,
              var peers,
              var interested,
              var unchoked,
              var choked) -> {
        var event = new ChokeRound();
        event.torrent = torrent.toString();
        event.peers = peers;
        event.interested = interested;
        event.unchoked = unchoked;
        event.choked = choked;
        event.commit();
      }
      case ProbeEvent.RequestTimedOut(var torrent, var peer, var blocks) -> {
        var event = new RequestTimeout();
        event.torrent = torrent.toString();
        event.peer = peer.toString();
        event.blocks = blocks;
        event.commit();
      }
      case ProbeEvent.ReaderStalled(var nanos) -> {
        var event = new BackpressureStall();
        event.waited = nanos;
        event.commit();
      }
    }
  }

  /** A piece is right and written. */
  @Name("sluice.PieceVerified")
  @Label("Piece verified")
  @Category("Sluice")
  @StackTrace(false)
  static final class PieceVerified extends Event {
    @Label("Torrent")
    String torrent = "";

    @Label("Piece")
    int piece;
  }

  /** Blocks were handed to the system. */
  @Name("sluice.DiskWrite")
  @Label("Disk write")
  @Category("Sluice")
  @StackTrace(false)
  static final class DiskWrite extends Event {
    @Label("Torrent")
    String torrent = "";

    @Label("Blocks")
    int blocks;

    @Label("Took")
    @Timespan
    long took;
  }

  /** It was decided who is uploaded to. */
  @Name("sluice.ChokeRound")
  @Label("Choke round")
  @Category("Sluice")
  @StackTrace(false)
  static final class ChokeRound extends Event {
    @Label("Torrent")
    String torrent = "";

    @Label("Peers")
    int peers;

    @Label("Interested")
    int interested;

    @Label("Newly unchoked")
    int unchoked;

    @Label("Newly choked")
    int choked;
  }

  /** A peer did not send in time what it was asked for. */
  @Name("sluice.RequestTimeout")
  @Label("Request timeout")
  @Category("Sluice")
  @StackTrace(false)
  static final class RequestTimeout extends Event {
    @Label("Torrent")
    String torrent = "";

    @Label("Peer")
    String peer = "";

    @Label("Blocks")
    int blocks;
  }

  /** A connection waited because all block buffers waited for the disk. */
  @Name("sluice.BackpressureStall")
  @Label("Back-pressure stall")
  @Description("All block buffers were waiting for the disk, so a connection was not read")
  @Category("Sluice")
  @StackTrace(false)
  static final class BackpressureStall extends Event {
    @Label("Waited")
    @Timespan
    long waited;
  }
}
