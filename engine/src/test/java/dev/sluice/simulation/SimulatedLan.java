package dev.sluice.simulation;

import dev.sluice.actor.Sink;
import dev.sluice.lsd.LocalNetwork;
import dev.sluice.lsd.LsdGroup;
import dev.sluice.model.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The cable that all computers hang on: whoever says something, all hear it, himself too. */
final class SimulatedLan {
  private static final long LATENCY_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

  private final VirtualTime time;
  private final List<Sink<LocalNetwork.Datagram>> ears = new ArrayList<>();
  private final List<LocalNetwork.Datagram> said = new ArrayList<>();

  SimulatedLan(VirtualTime time) {
    this.time = time;
  }

  /** Returns everything that was ever said, to the group of IPv4. */
  List<LocalNetwork.Datagram> said() {
    return said;
  }

  /** Returns the cable as one computer sees it. */
  LocalNetwork networkOf(PeerAddress address) {
    return new LocalNetwork() {
      private final List<Sink<Datagram>> own = new ArrayList<>();

      @Override
      public void listen(Sink<Datagram> heard) {
        own.add(heard);
        ears.add(heard);
      }

      @Override
      public void send(LsdGroup group, byte[] payload) {
        if (group == LsdGroup.IPV4) {
          Datagram datagram = new Datagram(address.ip(), payload);
          said.add(datagram);
          time.after(LATENCY_NANOS, () -> ears.forEach(ear -> ear.offer(datagram)));
        }
      }

      @Override
      public void close() {
        ears.removeAll(own);
      }
    };
  }
}
