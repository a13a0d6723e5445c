package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesEveryKindOfValue() {
    String line =
        Json.object()
            .put("text", "a")
            .put("whole", -7L)
            .put("half", 0.5)
            .put("not_finite", Double.NaN)
            .put("yes", true)
            .put("texts", List.of("x", "y"))
            .put("none", List.of())
            .beginList("objects")
            .beginObject()
            .put("a", 1)
            .endObject()
            .beginObject()
            .endObject()
            .add(List.of("z"))
            .endList()
            .put("last", "b")
            .line();

    assertThat(line)
        .isEqualTo(
            "{\"text\":\"a\",\"whole\":-7,\"half\":0.5000,\"not_finite\":0.0000,\"yes\":true,"
                + "\"texts\":[\"x\",\"y\"],\"none\":[],\"objects\":[{\"a\":1},{},[\"z\"]],"
                + "\"last\":\"b\"}");
  }

  @Test
  void escapesWhatIsNotPlainText() {
    assertThat(Json.object().put("k", "\"\\\n\r\t\u0000\u001b\u007f\u009b\u2028\u202e").line())
        .isEqualTo("{\"k\":\"\\\"\\\\\\n\\r\\t\\u0000\\u001b\\u007f\\u009b\\u2028\\u202e\"}");
  }

  @Test
  void keepsPairsOfSurrogatesAndEscapesLoneOnes() {
    assertThat(Json.object().put("k", "ü映\ud83d\ude00\ud83d!\ude00").line())
        .isEqualTo("{\"k\":\"ü映\ud83d\ude00\\ud83d!\\ude00\"}");
  }
}
