package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Carriers that are stuck, in a JVM of their own. */
class CarriersIT {
  @Test
  void takesOnMoreWhenAllAreStuck() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HungCarrier.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("everybody has a turn").isTrue();
      assertThat(process.inputReader().readLine()).isEqualTo("I had my turn");
    } finally {
      process.destroyForcibly();
    }
  }
}
