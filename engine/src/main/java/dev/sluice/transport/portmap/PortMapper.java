package dev.sluice.transport.portmap;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Published;
import dev.sluice.transport.http.HttpClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Keeps ports of ours mapped by whatever router there is, until it is closed. */
public final class PortMapper {
  /** Timers and answers of one exchange at a time. */
  private static final int MAILBOX_CAPACITY = 16;

  private final Mailbox<PortMapperMessage> mailbox;
  private final Published<PortMapping> published;

  private PortMapper(Mailbox<PortMapperMessage> mailbox, Published<PortMapping> published) {
    this.mailbox = mailbox;
    this.published = published;
  }

  /** Whom to ask for what. */
  public static final class Plan {
    private final List<Gateway> gateways;
    private final List<Wish> wishes;

    Plan(List<Gateway> gateways, List<Wish> wishes) {
      this.gateways = List.copyOf(gateways);
      this.wishes = List.copyOf(wishes);
    }

    /**
     * Returns the plan for the network that this machine is in: PCP, its predecessor NAT-PMP, UPnP.
     *
     * @param bind the local address that everything leaves from; empty leaves it to the system
     * @param http fetches the descriptions of devices
     * @param random must not be guessed
     */
    public static Plan forLocalNetwork(
        List<Wish> wishes, Optional<InetAddress> bind, HttpClient http, Random random) {
      List<Gateway> gateways = new ArrayList<>();
      DefaultGateway.find()
          .ifPresent(address -> {
            InetSocketAddress gateway = new InetSocketAddress(address, GatewayLink.PORT);
            gateways.add(new Pcp(gateway, bind, random));
            gateways.add(new NatPmp(gateway, bind));
          });
      gateways.add(new UpnpGateway(new UpnpSearch(UpnpSearch.EVERYBODY, bind, http)));
      return new Plan(gateways, wishes);
    }

    List<Gateway> gateways() {
      return gateways;
    }

    List<Wish> wishes() {
      return wishes;
    }
  }

  /** Begins to ask; returns at once. */
  public static PortMapper start(Plan plan, Actors actors) {
    Published<PortMapping> published = new Published<>(PortMapping.SEEKING);
    Mailbox<PortMapperMessage> mailbox =
        actors.start(
            "port-mapper",
            MAILBOX_CAPACITY,
            (self, timers) -> new PortMapperActor(plan, actors, self, timers, published));
    boolean unused = mailbox.command(new PortMapperMessage.Seek());
    return new PortMapper(mailbox, published);
  }

  /** Returns how things stand. */
  public PortMapping mapping() {
    return published.get();
  }

  /** Begins to give everything back; returns at once. */
  public void stop() {
    boolean unused = mailbox.command(new PortMapperMessage.Stop());
  }

  /**
   * Waits until everything was given back, and not at all if nothing is mapped.
   *
   * @return whether that was within the time
   */
  public boolean awaitGivenBack(long timeoutNanos) throws InterruptedException {
    return !mapping().mapped() || mailbox.awaitStopped(timeoutNanos);
  }
}
