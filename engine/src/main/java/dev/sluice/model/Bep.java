package dev.sluice.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the BitTorrent Enhancement Proposals whose rules live in the annotated type. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Bep {
  /** Returns the numbers, as in {@code @Bep(6)}. */
  int[] value();
}
