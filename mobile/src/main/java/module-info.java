import org.jspecify.annotations.NullMarked;

/** The engine as an app on a phone uses it. */
@NullMarked
module dev.sluice.mobile {
  requires dev.sluice.engine;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.sluice.mobile;
}
