package dev.sluice.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an app sees can be carried over every bridge between languages: no generics, collections,
 * lambdas, records or checked exceptions.
 */
class FacadeRuleTest {
  private static final Set<Class<?>> FACADE =
      Set.of(
          MobileClient.class,
          MobileFolder.class,
          MobileListener.class,
          MobileOptions.class,
          NetworkKind.class,
          TorrentStatus.class);

  /** The descriptor is Android's: an open file, as its storage access hands it out. */
  private static final Set<Class<?>> VALUES =
      Set.of(String.class, byte[].class, FileDescriptor.class);

  static Stream<Class<?>> facade() {
    return FACADE.stream();
  }

  @Test
  void nothingElseIsPublic() throws Exception {
    Path itself = Path.of(MobileClient.class.getResource("MobileClient.class").toURI());
    List<Class<?>> open = new ArrayList<>();
    try (Stream<Path> files = Files.list(itself.getParent())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          Class<?> type = Class.forName("dev.sluice.mobile." + name.replace(".class", ""));
          if (isSeenFromOutside(type)) {
            open.add(type);
          }
        }
      }
    }
    assertThat(open).containsExactlyInAnyOrderElementsOf(FACADE);
  }

  /** The members of an interface are public by themselves; they are seen if it is. */
  private static boolean isSeenFromOutside(Class<?> type) {
    Class<?> around = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (around == null || isSeenFromOutside(around));
  }

  @ParameterizedTest
  @MethodSource("facade")
  void aTypeIsAFinalClassOrAListener(Class<?> type) {
    assertThat(type.isInterface() || Modifier.isFinal(type.getModifiers())).isTrue();
    assertThat(type.isRecord() || type.isEnum()).isFalse();
    assertThat(type.getTypeParameters()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("facade")
  void aListenerCannotBeMistakenForALambda(Class<?> type) {
    if (type.isInterface()) {
      assertThat(type.getMethods()).hasSizeGreaterThan(1);
    }
  }

  @ParameterizedTest
  @MethodSource("facade")
  void signaturesHavePlainTypesAndNoCheckedExceptions(Class<?> type) {
    List<Executable> members = new ArrayList<>(Arrays.asList(type.getConstructors()));
    Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !isOfEveryObject(method))
        .forEach(members::add);
    for (Executable member : members) {
      assertThat(member.getExceptionTypes()).as("%s", member).isEmpty();
      assertThat(member.getGenericParameterTypes()).as("%s", member).allMatch(this::isPlain);
      if (member instanceof Method method) {
        assertThat(isPlain(method.getGenericReturnType())).as("%s", member).isTrue();
      }
    }
  }

  private static boolean isOfEveryObject(Method method) {
    return method.getName().equals("equals");
  }

  private boolean isPlain(Type type) {
    return type instanceof Class<?> plain
        && (plain.isPrimitive() || VALUES.contains(plain) || FACADE.contains(plain));
  }
}
