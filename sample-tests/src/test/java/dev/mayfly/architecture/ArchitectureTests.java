package dev.mayfly.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.mayfly.CheckReturnValue;
import dev.mayfly.ContainerHandle;
import dev.mayfly.Slice;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks the shape of Mayfly's main code: its layers, its types, and what it shows to users. */
class ArchitectureTests {

  private static final int LARGEST_CYCLE = 4;

  private static final List<Path> MODULES = Reactor.here().classes();
  private static final JavaClasses MAYFLY = new ClassFileImporter().importPaths(MODULES);

  @Test
  void the_rules_see_every_artifact() {
    assertThat(MODULES)
        .extracting(classes -> classes.getParent().getParent().getFileName().toString())
        .contains(
            "framework-core",
            "docker",
            "kubernetes",
            "junit5-extension",
            "jdbc",
            "postgresql",
            "redis",
            "kafka");
    assertThat(MAYFLY.stream().map(type -> type.getPackageName()).collect(Collectors.toSet()))
        .containsAll(LayerOrder.LAYERS)
        .containsAll(LayerOrder.SQL)
        .containsAll(LayerOrder.SQL_SERVERS)
        .containsAll(LayerOrder.PROGRAMS)
        .containsAll(LayerOrder.INTEGRATIONS)
        .containsAll(LayerOrder.ENGINES);
  }

  @Test
  void packages_form_no_cycle() {
    slices()
        .assignedFrom(new EachPackage())
        .should()
        .beFreeOfCycles()
        .because("packages in a cycle can only be understood and changed together")
        .check(MAYFLY);
  }

  @Test
  void few_classes_need_each_other() {
    for (Path classes : MODULES) {
      List<Set<String>> cycles = ClassCycles.in(classes);
      System.out.println(
          "largest class cycle in %s: %d"
              .formatted(classes, cycles.stream().mapToInt(Set::size).max().orElse(1)));
      assertThat(cycles)
          .as("classes in a cycle can only be understood together, those of %s", classes)
          .allSatisfy(cycle -> assertThat(cycle).hasSizeLessThanOrEqualTo(LARGEST_CYCLE));
    }
  }

  @Test
  void packages_depend_only_on_the_layers_below() {
    classes()
        .should(new LayerOrder())
        .because("the main path reads in one direction and no collaborator calls back up")
        .check(MAYFLY);
  }

  @Test
  void only_the_extension_knows_junit() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.mayfly.junit")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.junit..")
        .because("the core also serves programs and other test frameworks")
        .check(MAYFLY);
  }

  @Test
  void only_the_adapter_knows_docker_java() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.mayfly.docker", "dev.mayfly.testcontainers") // whose library speaks it itself
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.github.dockerjava..")
        .because("another engine must fit behind the same port")
        .check(MAYFLY);
  }

  @Test
  void only_the_adapter_to_clusters_knows_their_client() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.mayfly.kubernetes")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.fabric8..")
        .because("who uses no cluster has nothing of it on the class path")
        .check(MAYFLY);
  }

  @Test
  void public_signatures_name_no_third_party_type() {
    classes()
        .should(new OwnSignatures())
        .because("a library that shows in our signatures can never be upgraded or replaced")
        .check(MAYFLY);
  }

  @Test
  void nothing_static_changes() {
    classes()
        .that()
        .doNotHaveFullyQualifiedName("dev.mayfly.LateBinding") // one call's, as its Javadoc says
        .should(new ConstantStatics())
        .because("static state couples tests that run in parallel and outlives every session")
        .check(MAYFLY);
  }

  @Test
  void public_classes_are_final() {
    classes()
        .that()
        .arePublic()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAssignableTo(Throwable.class)
        .should(TypeShape.beFinal())
        .because("a class that users can extend can no longer be changed")
        .check(MAYFLY);
  }

  @Test
  void no_class_extends_another_of_ours() {
    classes()
        .that()
        .areNotAssignableTo(Throwable.class)
        .should(TypeShape.extendNoClassOfOurs())
        .because("behaviour is put together from parts, and not inherited")
        .check(MAYFLY);
  }

  @Test
  void who_ignores_the_copy_that_an_option_returns_is_warned() {
    classes()
        .that()
        .areAssignableTo(ContainerHandle.class)
        .or()
        .areAssignableTo(Slice.class)
        .and()
        .areNotInterfaces()
        .should()
        .beAnnotatedWith(CheckReturnValue.class)
        .because("an option used as a setter changes nothing")
        .check(MAYFLY);
  }

  @Test
  void type_names_say_what_the_type_is() {
    classes()
        .should(
            TypeShape.haveNoNameLike("(Abstract|Base)([A-Z].*)?|.*(Impl|Utils?|Helper|Manager)"))
        .because("such a name tells of the code's structure, and not why the type exists")
        .check(MAYFLY);
  }

  @Test
  void package_names_say_what_the_package_is_for() {
    noClasses()
        .should()
        .resideInAnyPackage("..internal..", "..util..", "..utils..", "..impl..")
        .because("package-private hides better, and a drawer for everything explains nothing")
        .check(MAYFLY);
  }

  @Test
  void every_package_is_null_marked() {
    classes()
        .should(TypeShape.liveInANullMarkedPackage())
        .because("the compiler checks for null only where the package asks for it")
        .check(MAYFLY);
  }
}
