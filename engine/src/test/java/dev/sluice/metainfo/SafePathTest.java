package dev.sluice.metainfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePathTest {
  /** Paths are written with {@code >} between elements, so that an element can hold a slash. */
  private static List<String> safe(NameRules rules, String... rawPaths) throws MetainfoException {
    DistinctPaths paths = new DistinctPaths(rules, 100);
    List<String> safe = new ArrayList<>();
    for (String raw : rawPaths) {
      safe.add(paths.add(List.of(raw.split(">", -1))).toString());
    }
    return safe;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a,                  a",
        "a>b>c.txt,          a/b/c.txt",
        "..,                 _",
        ".,                  _",
        "\"\",               _",
        "..>..>etc>passwd,   _/_/etc/passwd",
        "a>..>b,             a/_/b",
        "a>>b,               a/_/b",
        "/etc/passwd,        _etc_passwd",
        "../../x,            .._.._x",
        "..\\..\\x,          .._.._x",
        "C:\\x,              C:_x",
        "a\u009bb,           a_b",
        "a\u202etxt.exe,     a_txt.exe",
        "\u2066a\u2069,      _a_",
        "a\u200f\u061cb,     a__b",
        "a\u2028b,           a_b",
        "\ufeffa,            _a",
        "a\ud800b,           a_b",
        "...,                ...",
        ".hidden,            .hidden",
        "~,                  ~",
        "$HOME,              $HOME",
        "-rf,                -rf",
        "what? *now*,        what? *now*",
        "\"trailing. \",     \"trailing. \"",
        "aux.c,              aux.c",
        "\u65e5\u672c\ud83d\ude00.txt, \u65e5\u672c\ud83d\ude00.txt",
        "\ud83d\udc68\u200d\ud83d\udc69, \ud83d\udc68\u200d\ud83d\udc69"
      })
  void makesEveryElementOnePlainName(String raw, String expected) throws MetainfoException {
    assertThat(safe(NameRules.CASE_SENSITIVE, raw)).containsExactly(expected);
  }

  @Test
  void replacesControlCharacters() throws MetainfoException {
    assertThat(safe(NameRules.CASE_SENSITIVE, "a\0b", "a\nb\tc\u007f", "\u001b[2Jx"))
        .containsExactly("a_b", "a_b_c_", "_[2Jx");
  }

  @Nested
  class WhereNamesMustBePortable {
    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '"',
        value = {
          "what? *now*,   what_ _now_",
          "a<b|c\u00e9,   a_b_c\u00e9",
          "file.txt:ads,  file.txt_ads",
          "C:,            C_",
          "\"a. . \",     a____",
          "..,            __",
          "\" \",         _",
          "con,           _con",
          "AUX.c,         _AUX.c",
          "nul.tar.gz,    _nul.tar.gz",
          "\"com1 .txt\", \"_com1 .txt\"",
          "LPT\u00b9,     _LPT\u00b9",
          "CONIN$,        _CONIN$",
          "console,       console",
          "com10,         com10",
          "a.con,         a.con"
        })
    void replacesWhatWindowsRefuses(String raw, String expected) throws MetainfoException {
      assertThat(safe(NameRules.PORTABLE, raw)).containsExactly(expected);
    }

    @Test
    void endsNoShortenedNameWithADot() throws MetainfoException {
      String raw = "x".repeat(250) + ".".repeat(5) + "y".repeat(40);

      assertThat(safe(NameRules.PORTABLE, raw)).containsExactly("x".repeat(250) + "_____");
    }
  }

  @Nested
  class WhenNamesAreTooLong {
    @Test
    void cutsThemTo255BytesAndKeepsTheExtension() throws MetainfoException {
      assertThat(safe(NameRules.CASE_SENSITIVE, "x".repeat(300) + ".tar.flac"))
          .containsExactly("x".repeat(250) + ".flac");
    }

    @Test
    void cutsBetweenCharacters() throws MetainfoException {
      String cut = safe(NameRules.CASE_SENSITIVE, "\ud83d\ude00".repeat(100)).get(0);

      assertThat(cut).isEqualTo("\ud83d\ude00".repeat(63));
      assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSize(252);
    }

    @Test
    void takesALongTailForNoExtension() throws MetainfoException {
      assertThat(safe(NameRules.CASE_SENSITIVE, "a." + "x".repeat(300)).get(0)).hasSize(255);
    }

    @Test
    void leavesRoomForANumber() throws MetainfoException {
      String raw = "x".repeat(300) + ".txt";

      assertThat(safe(NameRules.CASE_SENSITIVE, raw, raw))
          .containsExactly("x".repeat(251) + ".txt", "x".repeat(247) + " (1).txt");
    }
  }

  @Nested
  class WhenPathsCollide {
    @ParameterizedTest
    @EnumSource(NameRules.class)
    void numbersEqualFiles(NameRules rules) throws MetainfoException {
      assertThat(safe(rules, "a.txt", "a.txt", "a.txt", "d>a.txt"))
          .containsExactly("a.txt", "a (1).txt", "a (2).txt", "d/a.txt");
    }

    @Test
    void skipsNumbersThatAreTaken() throws MetainfoException {
      assertThat(safe(NameRules.CASE_SENSITIVE, "a", "a (1)", "a", "a (1)"))
          .containsExactly("a", "a (1)", "a (2)", "a (1) (1)");
    }

    @Test
    void givesAFolderAnotherNameThanAFileBeforeIt() throws MetainfoException {
      assertThat(safe(NameRules.CASE_SENSITIVE, "a", "a>b", "a>c"))
          .containsExactly("a", "a (1)/b", "a (1)/c");
    }

    @Test
    void givesAFileAnotherNameThanAFolderBeforeIt() throws MetainfoException {
      assertThat(safe(NameRules.CASE_SENSITIVE, "a>b", "a", "a>c"))
          .containsExactly("a/b", "a (1)", "a/c");
    }

    @Test
    void tellsNamesApartThatBecameEqualByBeingMadeSafe() throws MetainfoException {
      assertThat(safe(NameRules.CASE_SENSITIVE, "a/b", "a\\b", "a_b", "..", "_"))
          .containsExactly("a_b", "a_b (1)", "a_b (2)", "_", "_ (1)");
    }

    @Test
    void keepsNamesThatDifferInCaseWhereCaseCounts() throws MetainfoException {
      assertThat(safe(NameRules.CASE_SENSITIVE, "README", "readme", "D>a", "d>a"))
          .containsExactly("README", "readme", "D/a", "d/a");
    }

    @ParameterizedTest
    @EnumSource(
        value = NameRules.class,
        names = {"CASE_INSENSITIVE", "PORTABLE"})
    void tellsNamesApartThatDifferInCaseAlone(NameRules rules) throws MetainfoException {
      assertThat(safe(rules, "README", "readme", "D>a", "d>A", "\u00c9", "e\u0301"))
          .containsExactly("README", "readme (1)", "D/a", "D/A (1)", "\u00c9", "e\u0301 (1)");
    }

    @Test
    void refusesMoreFoldersThanAllowed() throws MetainfoException {
      DistinctPaths paths = new DistinctPaths(NameRules.PORTABLE, 2);
      paths.add(List.of("a", "b", "file"));
      paths.add(List.of("a", "b", "other"));

      assertThatThrownBy(() -> paths.add(List.of("a", "c", "file")))
          .isInstanceOf(MetainfoException.class)
          .hasMessage("The torrent has more than 2 folders.");
    }
  }

  @Nested
  class ByItself {
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a\\b", "a\0", "a\n", "\u202e", "\ud800"})
    void cannotHoldAnUnsafeElement(String element) {
      assertThatThrownBy(() -> SafePath.of("a", element))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasAtLeastOneElement() {
      assertThatThrownBy(SafePath::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsItsFileName() {
      assertThat(SafePath.of("a", "b.txt").fileName()).isEqualTo("b.txt");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, CASE_SENSITIVE",
    "Mac OS X, CASE_INSENSITIVE",
    "Windows 11, PORTABLE",
    "FreeBSD, CASE_SENSITIVE"
  })
  void followsTheRulesOfTheSystem(String osName, NameRules rules) {
    assertThat(NameRules.of(osName)).isEqualTo(rules);
  }
}
