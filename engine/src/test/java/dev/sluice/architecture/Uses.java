package dev.sluice.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** Predicates over what code calls, constructs or refers to. */
final class Uses {
  private Uses() {}

  /** A use of one of the named methods or fields of {@code owner} or of a type below it. */
  static DescribedPredicate<JavaAccess<?>> member(Class<?> owner, String... names) {
    Set<String> wanted = Set.of(names);
    return describe(
        owner.getSimpleName() + "." + String.join("/", names),
        access ->
            wanted.contains(access.getTarget().getName())
                && access.getTargetOwner().isAssignableTo(owner));
  }

  /** A construction of {@code owner} or of a type below it; {@code super(...)} counts too. */
  static DescribedPredicate<JavaAccess<?>> construction(Class<?> owner) {
    return member(owner, "<init>");
  }

  /**
   * A construction of {@code owner} without arguments: one that fetches what it should be given.
   */
  static DescribedPredicate<JavaAccess<?>> bareConstruction(Class<?> owner) {
    return describe(
        "new " + owner.getSimpleName() + "()",
        access ->
            access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                && target.getName().equals("<init>")
                && target.getRawParameterTypes().isEmpty()
                && access.getTargetOwner().isEquivalentTo(owner));
  }

  /** Any use of a type in the package, or below it. */
  static DescribedPredicate<JavaAccess<?>> anythingIn(String packageName) {
    return describe(
        packageName, access -> access.getTargetOwner().getPackageName().startsWith(packageName));
  }

  /** Any use of a member of {@code owner} or of a type below it. */
  static DescribedPredicate<JavaAccess<?>> anythingOf(Class<?> owner) {
    return describe(owner.getSimpleName(), access -> access.getTargetOwner().isAssignableTo(owner));
  }

  /** A class that is one of the named ones, or nested in it. */
  static DescribedPredicate<JavaClass> oneOf(Set<String> outermostNames) {
    return describe(
        "one of " + outermostNames, type -> outermostNames.contains(outermost(type).getName()));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(Uses::outermost).orElse(type);
  }
}
