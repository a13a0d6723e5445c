package dev.sluice.metainfo;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BString;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How the texts of one torrent are read. UTF-8 is the rule; old torrents name another encoding, or
 * have none and repeat their names in UTF-8 under a key that says so.
 */
final class Texts {
  private final Charset declared;

  private Texts(Charset declared) {
    this.declared = declared;
  }

  /** Returns the reading for a torrent without an {@code encoding}. */
  static Texts utf8() {
    return new Texts(StandardCharsets.UTF_8);
  }

  /** Returns the reading that the torrent's {@code encoding} asks for; UTF-8 if it is unknown. */
  static Texts of(BDictionary torrent) {
    return new Texts(
        torrent.text("encoding").flatMap(Texts::charset).orElse(StandardCharsets.UTF_8));
  }

  private static Optional<Charset> charset(String name) {
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalArgumentException e) {
      // An unknown encoding is no reason to refuse the torrent.
      return Optional.empty();
    }
  }

  /** Returns the string as UTF-8 or as declared; if it is neither, each byte as one character. */
  String read(BString string) {
    return string
        .textIn(StandardCharsets.UTF_8)
        .or(() -> string.textIn(declared))
        .or(() -> string.textIn(StandardCharsets.ISO_8859_1))
        .orElseGet(string::text);
  }

  /** Returns the text under {@code key}, preferring its twin in UTF-8; empty if there is none. */
  String read(BDictionary dictionary, String key) {
    return twin(dictionary, key).or(() -> dictionary.string(key)).map(this::read).orElse("");
  }

  private static Optional<BString> twin(BDictionary dictionary, String key) {
    return dictionary
        .string(key + ".utf-8")
        .filter(twin -> twin.textIn(StandardCharsets.UTF_8).isPresent());
  }
}
