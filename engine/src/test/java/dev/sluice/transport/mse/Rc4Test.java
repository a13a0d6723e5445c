package dev.sluice.transport.mse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class Rc4Test {
  private static final HexFormat HEX = HexFormat.of();

  private static byte[] stream(byte[] key, int bytes) {
    ByteBuffer zeros = ByteBuffer.allocate(bytes);
    new Rc4(key).apply(zeros);
    return zeros.array();
  }

  @Test
  void beginsAsTheVectorsOfRfc6229Do() {
    assertThat(HEX.formatHex(stream(HEX.parseHex("0102030405"), 16)))
        .isEqualTo("b2396305f03dc027ccc3524a0a1118a8");
    assertThat(HEX.formatHex(stream(HEX.parseHex("0102030405060708090a0b0c0d0e0f10"), 16)))
        .isEqualTo("9ac7cc9a609d1ef7b2932899cde41b97");
  }

  @Test
  void agreesWithThePlatformsOwnOverManyKeysAndPortions() throws GeneralSecurityException {
    Random random = new Random(4);
    for (int round = 0; round < 50; round++) {
      byte[] key = new byte[20];
      random.nextBytes(key);
      byte[] plain = new byte[5000];
      random.nextBytes(plain);
      Cipher reference = Cipher.getInstance("ARCFOUR");
      reference.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
      byte[] expected = reference.update(plain);

      ByteBuffer ours = ByteBuffer.allocateDirect(plain.length).put(plain).flip();
      Rc4 cipher = new Rc4(key);
      for (int from = 0, to; from < plain.length; from = to) {
        to = Math.min(plain.length, from + random.nextInt(700));
        cipher.apply(ours, from, to);
      }

      byte[] encrypted = new byte[plain.length];
      ours.get(encrypted);
      assertThat(encrypted).isEqualTo(expected);
    }
  }

  @Test
  void leavesTheBytesAroundAlone() {
    ByteBuffer bytes = ByteBuffer.allocate(10);
    bytes.position(3).limit(5);

    new Rc4(new byte[] {1}).apply(bytes);

    assertThat(bytes.position()).isEqualTo(3);
    assertThat(bytes.array()).startsWith(0, 0, 0).endsWith(0, 0, 0, 0, 0);
    assertThat(bytes.array()[3] | bytes.array()[4]).isNotZero();
  }
}
