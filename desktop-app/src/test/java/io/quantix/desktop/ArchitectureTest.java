package io.quantix.desktop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.Libvirt;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channel;
import org.junit.jupiter.api.Test;

/** Who may know whom: what docs/architecture.md says and the compiler cannot hold. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/lab/"))
          .importPackages("io.quantix");

  @Test
  void noEngineKnowsAnotherNorJavaFx() {
    noClasses()
        .that()
        .resideInAPackage("io.quantix.libvirt..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quantix.vnc..", "io.quantix.desktop..", "javafx..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage("io.quantix.vnc..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quantix.libvirt..", "io.quantix.desktop..", "javafx..")
        .check(ALL);
  }

  @Test
  void onlyHostAndTheCommandLineTalkToLibvirt() {
    DescribedPredicate<JavaClass> calls =
        DescribedPredicate.describe(
            "libvirt's calls",
            c ->
                c.isEquivalentTo(Connection.class)
                    || c.isEquivalentTo(Domain.class)
                    || c.isEquivalentTo(Libvirt.class));
    noClasses()
        .that()
        .resideInAPackage("io.quantix.desktop..")
        .and()
        .resideOutsideOfPackages("io.quantix.desktop.host..", "io.quantix.desktop.cli..")
        .should()
        .dependOnClassesThat(calls)
        .check(ALL);
  }

  @Test
  void theModelDoesNoInputOrOutputAndStartsNoThread() {
    noClasses()
        .that()
        .resideInAPackage("io.quantix.desktop.model..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(InputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(OutputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Channel.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent..")
        .check(ALL);
  }

  @Test
  void aFeatureDoesNotKnowAnother() {
    noClasses()
        .that()
        .resideInAPackage("io.quantix.desktop.vm..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quantix.desktop.console..", "io.quantix.desktop.window..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage("io.quantix.desktop.console..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quantix.desktop.vm..", "io.quantix.desktop.window..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage("io.quantix.desktop.guest..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quantix.desktop.vm..",
            "io.quantix.desktop.console..",
            "io.quantix.desktop.window..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAnyPackage("io.quantix.desktop.vm..", "io.quantix.desktop.console..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.quantix.desktop.guest..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAnyPackage("io.quantix.desktop.server..", "io.quantix.desktop.link..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quantix.desktop.vm..",
            "io.quantix.desktop.console..",
            "io.quantix.desktop.window..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.quantix.desktop.app..", "io.quantix.desktop.host..", "io.quantix.desktop.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quantix.desktop.vm..",
            "io.quantix.desktop.console..",
            "io.quantix.desktop.server..",
            "io.quantix.desktop.link..",
            "io.quantix.desktop.window..")
        .check(ALL);
  }

  @Test
  void nobodyUsesTheOldToolkit() {
    noClasses()
        .that()
        .resideInAPackage("io.quantix..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.swing..", "javax.imageio..")
        .check(ALL);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.quantix.desktop.sound..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.beans..", "javax.print..", "javax.sound..")
        .check(ALL);
  }

  @Test
  void onlyConsolesTheirFilmsServersTheirHostsAndTheCommandLineSpeakVnc() {
    noClasses()
        .that()
        .resideInAPackage("io.quantix.desktop..")
        .and()
        .resideOutsideOfPackages(
            "io.quantix.desktop.console..",
            "io.quantix.desktop.recording..",
            "io.quantix.desktop.server..",
            "io.quantix.desktop.link..",
            "io.quantix.desktop.host..",
            "io.quantix.desktop.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.quantix.vnc..")
        .check(ALL);
  }

  @Test
  void enginesPrintNothing() {
    noClasses()
        .that()
        .resideInAnyPackage("io.quantix.libvirt..", "io.quantix.vnc..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(ALL);
  }

  @Test
  void packagesAreNamedAfterFeatures() {
    classes()
        .that()
        .resideInAPackage("io.quantix..")
        .should()
        .resideOutsideOfPackages("..util..", "..common..", "..helper..", "..manager..", "..impl..")
        .check(ALL);
  }
}
