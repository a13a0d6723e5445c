package dev.sluice.bencode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {
  private static final BencodeLimits LIMITS = new BencodeLimits(10, 100, 1000);

  private static BValue decode(String text) throws BencodeException {
    return Bencode.decode(text.getBytes(ISO_8859_1), LIMITS);
  }

  @Nested
  class Decoding {
    @ParameterizedTest
    @CsvSource({
      "i0e, 0",
      "i42e, 42",
      "i-7e, -7",
      "i9223372036854775807e, 9223372036854775807",
      "i-9223372036854775808e, -9223372036854775808"
    })
    void readsIntegersOf64Bits(String text, long value) throws BencodeException {
      assertThat(decode(text)).isEqualTo(new BInteger(value));
    }

    @Test
    void readsStringsOfAnyBytes() throws BencodeException {
      BString string = (BString) decode("4:\0\u00ff:e");

      assertThat(string.toBytes()).containsExactly(0, 0xff, ':', 'e');
    }

    @Test
    void readsListsWithinDictionariesWithinLists() throws BencodeException {
      BValue expected =
          BList.of(
              BDictionary.builder().put("a", BList.of(new BInteger(1), BString.of("x"))).build(),
              BDictionary.builder().build(),
              BList.of());

      assertThat(decode("ld1:ali1e1:xeedelee")).isEqualTo(expected);
    }

    @Test
    void readsAPrefixAndLeavesWhatFollows() throws BencodeException {
      ByteBuffer buffer = ByteBuffer.wrap("??d8:msg_typei1ee-payload".getBytes(ISO_8859_1));
      buffer.position(2);

      BDictionary message = Bencode.decodePrefix(buffer, LIMITS);

      assertThat(message.requireInteger("msg_type")).isEqualTo(1);
      assertThat(ISO_8859_1.decode(buffer).toString()).isEqualTo("-payload");
    }

    @Test
    void leavesTheBufferAsItWasIfThePrefixIsBad() {
      ByteBuffer buffer = ByteBuffer.wrap("d1:a".getBytes(ISO_8859_1));

      assertThatThrownBy(() -> Bencode.decodePrefix(buffer, LIMITS))
          .isInstanceOf(BencodeException.class);
      assertThat(buffer.position()).isZero();
    }
  }

  @Nested
  class WhenTheBytesAreNotBencode {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "''             | byte 0: expected a value, found the end",
          "x              | byte 0: expected a value, found 'x'",
          "e              | byte 0: expected a value, found 'e'",
          "-1:a           | byte 0: expected a value, found '-'",
          "i42            | byte 3: expected 'e', found the end",
          "ie             | byte 1: expected a digit, found 'e'",
          "i-e            | byte 2: expected a digit, found 'e'",
          "i-0e           | byte 2: expected a digit from 1 to 9, found '0'",
          "i-01e          | byte 2: expected a digit from 1 to 9, found '0'",
          "i007e          | byte 1: expected a number without leading zeros, found a leading zero",
          "i+1e           | byte 1: expected a digit, found '+'",
          "i1.5e          | byte 2: expected 'e', found '.'",
          "i9223372036854775808e | byte 1: expected a number of at most 64 bits, found a larger one",
          "i-9223372036854775809e | byte 2: expected a number of at most 64 bits, found a larger one",
          "4:abc          | byte 0: expected a string no longer than the 3 bytes left, found a length of 4",
          "04:abcd        | byte 0: expected a number without leading zeros, found a leading zero",
          "4              | byte 1: expected ':', found the end",
          "99999999999999999999:a | byte 0: expected a number of at most 64 bits, found a larger one",
          "9223372036854775807:a | byte 0: expected a string no longer than the 1 bytes left, found a length of 9223372036854775807",
          "l              | byte 1: expected a value, found the end",
          "li1e           | byte 4: expected a value, found the end",
          "d              | byte 1: expected a key or the end of the dictionary, found the end",
          "di1ei2ee       | byte 1: expected a key or the end of the dictionary, found 'i'",
          "d1:ae          | byte 4: expected a value, found 'e'",
          "d1:a           | byte 4: expected a value, found the end",
          "d1:ai1e1:ai2ee | byte 0: expected distinct keys in the dictionary, found 'a' twice",
          "d1:bi1e1:ai1e1:bi2ee | byte 0: expected distinct keys in the dictionary, found 'b' twice",
          "i1ei2e         | byte 3: expected the end, found 'i'",
        })
    void saysWhereWhatWasExpectedAndWhatCame(String text, String message) {
      assertThatThrownBy(() -> decode(text))
          .isInstanceOf(BencodeException.class)
          .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ld1:ai1eee", "d1:ad1:bl1:c2:ddeee", "i-42e", "3:abc"})
    void noticesEveryTruncation(String whole) throws BencodeException {
      decode(whole);
      for (int length = 0; length < whole.length(); length++) {
        String truncated = whole.substring(0, length);
        assertThatThrownBy(() -> decode(truncated)).isInstanceOf(BencodeException.class);
      }
    }

    @Test
    void refusesAValueThatIsNoDictionaryWhereOneIsNeeded() {
      assertThatThrownBy(() -> Bencode.decodeDictionary("le".getBytes(ISO_8859_1), LIMITS))
          .hasMessage("byte 0: expected a dictionary, found another value");
    }
  }

  @Nested
  class WhenTheBytesAreABomb {
    @Test
    void nestsNoDeeperThanTheLimit() throws BencodeException {
      decode("l".repeat(10) + "e".repeat(10));

      assertThatThrownBy(() -> decode("l".repeat(11) + "e".repeat(11)))
          .hasMessage(
              "byte 10: expected at most 10 lists and dictionaries in one another, found one more");
    }

    @Test
    void needsNoJavaStackHoweverDeepItNests() throws BencodeException {
      int depth = 1_000_000;
      byte[] bytes = ("l".repeat(depth) + "e".repeat(depth)).getBytes(ISO_8859_1);

      BValue value = Bencode.decode(bytes, new BencodeLimits(depth, depth, bytes.length));

      assertThat(value.encodedBytes()).isEqualTo(2 * depth);
    }

    @Test
    void holdsNoMoreValuesThanTheLimit() throws BencodeException {
      decode("l" + "le".repeat(99) + "e");

      assertThatThrownBy(() -> decode("l" + "le".repeat(100) + "e"))
          .hasMessage("byte 199: expected at most 100 values, found one more");
      assertThatThrownBy(() -> decode("l" + "i1e".repeat(100) + "e"))
          .hasMessageContaining("at most 100 values");
    }

    @Test
    void takesNoMoreBytesThanTheLimit() {
      assertThatThrownBy(() -> decode("997:" + "x".repeat(997)))
          .hasMessage("byte 1000: expected at most 1000 bytes, found 1001 bytes");
      assertThatThrownBy(() -> Bencode.decodePrefix(ByteBuffer.allocate(1001), LIMITS))
          .hasMessage("byte 1000: expected at most 1000 bytes, found 1001 bytes");
    }

    @Test
    void survivesAMillionDigits() {
      byte[] digits = ("1".repeat(1_000_000) + ":").getBytes(ISO_8859_1);

      assertThatThrownBy(() -> Bencode.decode(digits, BencodeLimits.FILE))
          .hasMessageContaining("a number of at most 64 bits");
    }

    @Test
    void survivesTheMostValuesThatAFileMayHave() {
      byte[] lists = ("l" + "le".repeat(BencodeLimits.FILE.maxItems())).getBytes(ISO_8859_1);

      assertThatThrownBy(() -> Bencode.decode(lists, BencodeLimits.FILE))
          .hasMessageContaining("at most 2000000 values");
    }
  }

  @Nested
  class WhenKeysAreOutOfOrder {
    private static final String UNSORTED = "d1:bi1e1:ad1:zi2e1:yi3eee";

    @Test
    void findsEveryValue() throws BencodeException {
      BDictionary dictionary = (BDictionary) decode(UNSORTED);

      assertThat(dictionary.requireInteger("b")).isEqualTo(1);
      assertThat(dictionary.requireDictionary("a").requireInteger("y")).isEqualTo(3);
    }

    @Test
    void saysSo() throws BencodeException {
      assertThat(((BDictionary) decode(UNSORTED)).isSortedInSource()).isFalse();
      assertThat(((BDictionary) decode("d1:ai1e1:bi2ee")).isSortedInSource()).isTrue();
    }

    @Test
    void keepsTheBytesAsTheyStood() throws BencodeException {
      BDictionary dictionary = (BDictionary) decode(UNSORTED);

      BDictionary around = BDictionary.builder().put("info", dictionary).build();

      assertThat(ISO_8859_1.decode(dictionary.encoded()).toString()).isEqualTo(UNSORTED);
      assertThat(new String(around.encode(), ISO_8859_1)).isEqualTo("d4:info" + UNSORTED + "e");
    }

    @Test
    void areSortedWhenTheDictionaryIsBuiltAnew() throws BencodeException {
      BDictionary dictionary = (BDictionary) decode("d1:bi1e1:ai2ee");

      byte[] encoded = dictionary.toBuilder().build().encode();

      assertThat(new String(encoded, ISO_8859_1)).isEqualTo("d1:ai2e1:bi1ee");
    }
  }

  @Nested
  class Encoding {
    @Test
    void sortsKeysByRawBytesWithoutSign() {
      BDictionary dictionary =
          BDictionary.builder()
              .put(BString.of(new byte[] {(byte) 0x80}), new BInteger(1))
              .put("a", 2)
              .put("B", 3)
              .put("aa", 4)
              .put("", 5)
              .build();

      assertThat(new String(dictionary.encode(), ISO_8859_1))
          .isEqualTo("d0:i5e1:Bi3e1:ai2e2:aai4e1:\u0080i1ee");
    }

    @Test
    void writesIntoABufferBehindWhatIsThere() {
      ByteBuffer heap = ByteBuffer.allocate(10).put((byte) 1);
      ByteBuffer direct = ByteBuffer.allocateDirect(10).put((byte) 1);

      BString.of("abc").encodeTo(heap);
      BString.of("abc").encodeTo(direct);

      assertThat(heap.flip()).isEqualTo(direct.flip());
      assertThat(ISO_8859_1.decode(heap).toString()).isEqualTo("\u00013:abc");
    }

    @Test
    void refusesAKeyThatWasPutTwice() {
      BDictionaryBuilder builder = BDictionary.builder().put("a", 1).put("b", 2).put("a", 3);

      assertThatThrownBy(builder::build)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("key put twice: a");
    }

    /** The ends of each number of digits. */
    static LongStream numbersOfEveryLength() {
      LongStream powers = LongStream.iterate(1, power -> power * 10).limit(19);
      LongStream ends = powers.flatMap(power -> LongStream.of(power - 1, power, 1 - power, -power));
      return LongStream.concat(ends, LongStream.of(Long.MAX_VALUE, Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("numbersOfEveryLength")
    void writesNumbersAsJavaDoes(long value) {
      String alone = new String(new BInteger(value).encode(), ISO_8859_1);
      String amongOthers =
          new String(
              BList.of(BString.of("a"), new BInteger(value), BString.of("behind")).encode(),
              ISO_8859_1);

      assertThat(alone).isEqualTo("i" + value + "e");
      assertThat(amongOthers).isEqualTo("l1:ai" + value + "e6:behinde");
    }
  }

  @Nested
  class ReadingEntries {
    private final BDictionary dictionary =
        BDictionary.builder().put("n", 1).put("s", "text").put("l", BList.of()).build();

    @Test
    void takesAnEntryOfAnotherKindAsAbsent() {
      assertThat(dictionary.string("n")).isEmpty();
      assertThat(dictionary.integer("s")).isEmpty();
      assertThat(dictionary.list("s")).isEmpty();
      assertThat(dictionary.dictionary("l")).isEmpty();
    }

    @Test
    void namesTheKeyThatIsRequired() {
      assertThatThrownBy(() -> dictionary.requireInteger("length"))
          .hasMessage("byte 0: expected an integer under 'length', found nothing");
      assertThatThrownBy(() -> dictionary.requireString("l"))
          .hasMessage("byte 0: expected a string under 'l', found a list");
    }

    @Test
    void readsTextOnlyWhereItIsValid() throws BencodeException {
      BDictionary texts = (BDictionary) decode("d1:a2:\u00c3\u00a91:b1:\u00e9e");

      assertThat(texts.text("a")).contains("\u00e9");
      assertThat(texts.text("b")).isEmpty();
      assertThat(texts.requireString("b").text()).isEqualTo("\ufffd");
    }

    @Test
    void listsKeysInOrder() {
      assertThat(dictionary.keys())
          .isEqualTo(List.of(BString.of("l"), BString.of("n"), BString.of("s")));
    }
  }
}
