package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What travels between threads is a record of a sealed type: complete, and known to the compiler.
 */
class MessagesTest {
  private static final Pattern MESSAGE_TYPE = Pattern.compile("\\w+(Message|Event|Command)");

  @Test
  void sealsEveryMessageType() {
    assertThat(openMessageTypes(Engine.classes()))
        .as("a receive without default is only exhaustive over a sealed type")
        .isEmpty();
  }

  @Test
  void makesEveryMessageARecord() {
    assertThat(mutableMessages(Engine.classes()))
        .as("a message is immutable, or hands over what it carries")
        .isEmpty();
  }

  @Test
  void convictsAnOpenTypeAndAMessageThatIsNoRecord() {
    JavaClasses offenders = new ClassFileImporter().importClasses(OpenEvent.class, Changing.class);

    assertThat(openMessageTypes(offenders)).containsExactly(OpenEvent.class.getName());
    assertThat(mutableMessages(offenders)).containsExactly(Changing.class.getName());
  }

  private static List<String> openMessageTypes(JavaClasses classes) {
    return messageTypes(classes)
        .filter(type -> !type.reflect().isSealed())
        .map(JavaClass::getName)
        .toList();
  }

  private static List<String> mutableMessages(JavaClasses classes) {
    return messageTypes(classes)
        .flatMap(type -> type.getAllSubclasses().stream())
        .filter(type -> !type.isInterface() && !type.isRecord())
        .map(JavaClass::getName)
        .distinct()
        .toList();
  }

  private static Stream<JavaClass> messageTypes(JavaClasses classes) {
    return classes.stream()
        .filter(JavaClass::isInterface)
        .filter(type -> MESSAGE_TYPE.matcher(type.getSimpleName()).matches());
  }

  private interface OpenEvent {}

  private static final class Changing implements OpenEvent {}
}
