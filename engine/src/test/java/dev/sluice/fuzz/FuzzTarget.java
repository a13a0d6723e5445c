package dev.sluice.fuzz;

import dev.sluice.bencode.BencodeFuzz;
import dev.sluice.dht.krpc.KrpcFuzz;
import dev.sluice.lsd.LsdFuzz;
import dev.sluice.media.MediaFuzz;
import dev.sluice.metainfo.MagnetFuzz;
import dev.sluice.metainfo.MetainfoFuzz;
import dev.sluice.storage.ResumeFuzz;
import dev.sluice.tracker.TrackerFuzz;
import dev.sluice.transport.http.HttpResponseFuzz;
import dev.sluice.transport.mse.MseFuzz;
import dev.sluice.transport.utp.UtpFuzz;
import dev.sluice.wire.HandshakeFuzz;
import dev.sluice.wire.WireFuzz;
import dev.sluice.wire.extension.ExtensionFuzz;
import java.util.Locale;

/** What reads the bytes of strangers. */
enum FuzzTarget {
  BENCODE(BencodeFuzz::fuzzerTestOneInput),
  EXTENSION(ExtensionFuzz::fuzzerTestOneInput),
  HANDSHAKE(HandshakeFuzz::fuzzerTestOneInput),
  HTTP_RESPONSE(HttpResponseFuzz::fuzzerTestOneInput),
  KRPC(KrpcFuzz::fuzzerTestOneInput),
  LSD(LsdFuzz::fuzzerTestOneInput),
  MAGNET(MagnetFuzz::fuzzerTestOneInput),
  MEDIA(MediaFuzz::fuzzerTestOneInput),
  METAINFO(MetainfoFuzz::fuzzerTestOneInput),
  MSE(MseFuzz::fuzzerTestOneInput),
  RESUME(ResumeFuzz::fuzzerTestOneInput),
  TRACKER(TrackerFuzz::fuzzerTestOneInput),
  UTP(UtpFuzz::fuzzerTestOneInput),
  WIRE(WireFuzz::fuzzerTestOneInput);

  private final Reading reading;

  FuzzTarget(Reading reading) {
    this.reading = reading;
  }

  @FunctionalInterface
  private interface Reading {
    void read(byte[] input) throws Exception;
  }

  /** Gives it some bytes; what it throws is a finding. */
  void read(byte[] input) throws Exception {
    reading.read(input);
  }

  /** Returns the name of its corpus. */
  String corpus() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
