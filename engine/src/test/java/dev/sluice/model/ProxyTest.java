package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {
  @Test
  void isReadAsItIsWritten() {
    assertThat(Proxy.parse("socks5://proxy.example:1080"))
        .isEqualTo(new Proxy(Proxy.Kind.SOCKS5, "proxy.example", 1080, Optional.empty()));
    assertThat(Proxy.parse("http://me:a%3Ab+c@[2001:db8::1]:3128/"))
        .isEqualTo(
            new Proxy(
                Proxy.Kind.HTTP, "2001:db8::1", 3128, Optional.of(new Proxy.Login("me", "a:b+c"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nix",
        "h:1",
        "socks4://h:1",
        "socks5://h",
        "socks5://h:0",
        "socks5://h:65536",
        "socks5://:1",
        "https://h:1",
        "http://h:1/path",
        "socks5://secret@h:1",
        "socks5://secret:@h:1",
        "socks5://:secret@h:1",
        "http://secret:%zz@h:1"
      })
  void isRefusedWithoutRepeatingWhatMayBeSecret(String text) {
    assertThatThrownBy(() -> Proxy.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void neverPrintsItsPassword() {
    Proxy proxy = Proxy.parse("socks5://me:secret@[::1]:1080");

    assertThat(proxy).hasToString("socks5://[::1]:1080");
    assertThat(proxy.login().orElseThrow()).hasToString("me:***");
  }
}
