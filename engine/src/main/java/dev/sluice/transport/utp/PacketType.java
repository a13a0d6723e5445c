package dev.sluice.transport.utp;

/** What a packet is for; in the order of the numbers that stand for them (BEP 29). */
enum PacketType {
  /** Carries bytes of the stream. */
  DATA,
  /** Says that nothing follows; takes a sequence number as data does. */
  FIN,
  /** Acknowledges, and takes no sequence number. */
  STATE,
  /** Says that there is no such connection, or no more. */
  RESET,
  /** Asks for a connection. */
  SYN
}
