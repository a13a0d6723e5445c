package dev.sluice.model;

/** By what the bytes of a connection travel. */
public enum Carrier {
  TCP,
  /** The micro transport protocol, in datagrams (BEP 29). */
  UTP
}
