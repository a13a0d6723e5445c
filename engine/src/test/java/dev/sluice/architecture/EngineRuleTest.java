package dev.sluice.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineRuleTest {
  private static final JavaClasses OFFENDER = new ClassFileImporter().importClasses(Offender.class);

  @ParameterizedTest
  @EnumSource
  void holdsInTheEngine(EngineRule engineRule) {
    engineRule.rule().allowEmptyShould(false).check(Engine.classes());
  }

  @ParameterizedTest
  @EnumSource
  void convictsTheOffender(EngineRule engineRule) {
    assertThat(engineRule.rule().evaluate(OFFENDER).hasViolation()).isTrue();
  }

  @Test
  void keepsVolatileWhereThreadsMeet() {
    noVolatileFields().allowEmptyShould(false).check(Engine.classes());
    assertThat(noVolatileFields().evaluate(OFFENDER).hasViolation()).isTrue();
  }

  @Test
  void synchronizesWhereThreadsMeet() {
    noSynchronizedMethods().allowEmptyShould(false).check(Engine.classes());
    assertThat(noSynchronizedMethods().evaluate(OFFENDER).hasViolation()).isTrue();
  }

  @Test
  void keepsNoStaticMutableState() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("static state belongs to no session and outlives all of them")
        .allowEmptyShould(false)
        .check(Engine.classes());
  }

  @Test
  void exceptsNoClassThatIsGone() {
    assertThat(Exceptions.all())
        .filteredOn(Engine::hasPackageOf)
        .allSatisfy(name -> assertThat(Engine.classes().contain(name)).as(name).isTrue());
  }

  private static ArchRule noVolatileFields() {
    return noFields()
        .that()
        .areDeclaredInClassesThat(not(Uses.oneOf(Exceptions.SHARES_STATE.keySet())))
        .should()
        .haveModifier(JavaModifier.VOLATILE)
        .because("every mutable object has one owner thread");
  }

  private static ArchRule noSynchronizedMethods() {
    return noMethods()
        .that()
        .areDeclaredInClassesThat(not(Uses.oneOf(Exceptions.SHARES_STATE.keySet())))
        .should()
        .haveModifier(JavaModifier.SYNCHRONIZED)
        .because("every mutable object has one owner thread");
  }
}
