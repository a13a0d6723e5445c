package dev.sluice.transport.utp;

/**
 * The two numbers of a connection: who calls chooses one for what comes, and takes the next for
 * what goes; for the other side it is the other way round (BEP 29, connection_id).
 *
 * @param receive the number on packets that come
 * @param send the number on packets that go
 */
record FlowIds(int receive, int send) {
  /** Returns those of a caller that is to be answered by {@code receive}. */
  static FlowIds ofCaller(int receive) {
    return new FlowIds(receive, Sequence.plus(receive, 1));
  }

  /** Returns those of whoever answers the call {@code syn}. */
  static FlowIds ofAnswerer(UtpPacket syn) {
    return new FlowIds(Sequence.plus(syn.connectionId(), 1), syn.connectionId());
  }
}
