import org.jspecify.annotations.NullMarked;

/** The {@code sluice} command. */
@NullMarked
module dev.sluice.cli {
  requires dev.sluice.daemon;
  requires dev.sluice.engine;
  requires info.picocli;
  requires java.management;
  requires jdk.jfr;
  requires jdk.management;
  requires static org.jspecify;

  opens dev.sluice.cli to
      info.picocli;
}
