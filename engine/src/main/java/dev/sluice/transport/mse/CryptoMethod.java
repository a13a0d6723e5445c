package dev.sluice.transport.mse;

import java.util.EnumSet;
import java.util.Set;

/** How the stream travels once the handshake is over; each is a bit of crypto_provide. */
public enum CryptoMethod {
  /** As it is: only the handshake was hidden. */
  PLAINTEXT(1),
  /** Encrypted by RC4. */
  RC4(2);

  /** Its bit in crypto_provide and crypto_select. */
  final int bit;

  CryptoMethod(int bit) {
    this.bit = bit;
  }

  /** Returns the methods as they are offered: the value of crypto_provide. */
  static int offer(Set<CryptoMethod> methods) {
    return methods.stream().mapToInt(method -> method.bit).sum();
  }

  /** Returns the methods that crypto_provide offers; bits that mean nothing to us are ignored. */
  static Set<CryptoMethod> offered(int provide) {
    Set<CryptoMethod> methods = EnumSet.allOf(CryptoMethod.class);
    methods.removeIf(method -> (provide & method.bit) == 0);
    return methods;
  }
}
