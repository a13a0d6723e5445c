package dev.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {
  private final Page page = new Page();

  @Test
  void namesEachGroupOnceAndSaysThatAllIsWell() {
    page.add(Finding.good("disk", "file system", "ext4"));
    page.add(Finding.good("disk", "free", "2 GiB"));

    assertThat(page.text())
        .isEqualToNormalizingNewlines(
            """
            disk      file system      ext4
                      free             2 GiB

            Nothing here slows Sluice down.
            """);
  }

  @Test
  void saysAtTheEndWhatIsInTheWayAndWhatToDo() {
    page.add(Finding.good("limit", "heap", "256 MiB"));
    page.add(new Finding("limit", "open files", "64", "too few; raise it"));

    assertThat(page.text()).endsWith("! open files: too few; raise it%n".formatted());
    assertThat(page.troubles()).extracting(Finding::name).containsExactly("open files");
  }

  @Test
  void isOneObjectAsJson() {
    page.add(new Finding("limit", "open files", "64", "too few; raise it"));

    assertThat(page.json())
        .isEqualTo(
            "{\"troubles\":1,\"findings\":[{\"group\":\"limit\",\"name\":\"open files\","
                + "\"value\":\"64\",\"advice\":\"too few; raise it\"}]}");
  }
}
