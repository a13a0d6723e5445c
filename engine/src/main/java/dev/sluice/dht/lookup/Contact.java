package dev.sluice.dht.lookup;

import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import java.util.Comparator;

/** A node that one search has heard of, and how far it is with it. Owned by the search. */
final class Contact {
  /** How far the search is with a node. */
  enum State {
    FRESH,
    ASKED,
    ANSWERED,
    FAILED
  }

  private final Node node;
  private final int hops;
  private final boolean secure;
  private State state = State.FRESH;
  private long askedNanos;

  Contact(Node node, int hops) {
    this.node = node;
    this.hops = hops;
    this.secure = node.isSecure();
  }

  static Comparator<Contact> nearestTo(NodeId target) {
    return Comparator.comparing(contact -> contact.node.id(), target.nearestFirst());
  }

  Node node() {
    return node;
  }

  int hops() {
    return hops;
  }

  boolean isSecure() {
    return secure;
  }

  State state() {
    return state;
  }

  long askedNanos() {
    return askedNanos;
  }

  void asked(long nowNanos) {
    state = State.ASKED;
    askedNanos = nowNanos;
  }

  void answered() {
    state = State.ANSWERED;
  }

  void failed() {
    state = State.FAILED;
  }

  boolean isSlowOrFailed(long nowNanos, long slowNanos) {
    return state == State.FAILED || (state == State.ASKED && nowNanos - askedNanos >= slowNanos);
  }
}
