package io.quantix.agent.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.os.ScriptedPrograms;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftwareInventoryTest {
  @TempDir Path root;

  private void file(String path, String text) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private SoftwareInventory.Listing list(ScriptedPrograms programs) throws Exception {
    return new SoftwareInventory(new SystemFiles(root), programs).list("", 0);
  }

  @Test
  void thisDebianSystemsPackagesAreThoseThatDpkgLists() throws Exception {
    SoftwareInventory.Listing listing =
        new SoftwareInventory(SystemFiles.running(), Programs.system()).list("", 0);
    assertThat(listing.manager()).isEqualTo("dpkg");
    Program.Output truth =
        Program.run(
            List.of(
                "/usr/bin/dpkg-query",
                "-W",
                "-f",
                "${db:Status-Status} ${Package}:${Architecture} ${Version}\\n"));
    List<String> expected =
        truth
            .text()
            .lines()
            .filter(line -> line.startsWith("installed "))
            .map(line -> line.substring(10))
            .toList();
    assertThat(
            listing.packages().stream()
                .map(p -> p.name() + ":" + p.architecture() + " " + p.version()))
        .containsExactlyInAnyOrderElementsOf(expected);
    Map<String, SoftwareEntry> byName =
        listing.packages().stream()
            .collect(Collectors.toMap(SoftwareEntry::name, p -> p, (a, b) -> a));
    SoftwareEntry dpkg = byName.get("dpkg");
    assertThat(dpkg.sizeBytes()).isPositive();
    assertThat(dpkg.publisher()).contains("@");
    assertThat(dpkg.installed()).isAfter(Instant.EPOCH);
    SoftwareInventory.Listing some =
        new SoftwareInventory(SystemFiles.running(), Programs.system()).list("DPKG", 1);
    assertThat(some.packages()).hasSize(1);
    assertThat(some.total()).isPositive();
  }

  @Test
  void whatDpkgHasRemovedIsNotInstalled() throws Exception {
    file(
        "var/lib/dpkg/status",
        """
        Package: gone
        Status: deinstall ok config-files
        Version: 1

        Package: kept
        Status: install ok installed
        Maintainer: A B <a@example.org>
        Installed-Size: 10
        Architecture: amd64
        Version: 2:1.0-1
        Description: short
         Version: not this one
        """);
    file("var/lib/dpkg/info/kept.list", "/.\n");
    SoftwareEntry entry = list(new ScriptedPrograms()).packages().getFirst();
    assertThat(entry.name()).isEqualTo("kept");
    assertThat(entry.version()).isEqualTo("2:1.0-1");
    assertThat(entry.sizeBytes()).isEqualTo(10_240);
    assertThat(list(new ScriptedPrograms()).total()).isEqualTo(1);
  }

  @Test
  void alpine() throws Exception {
    file(
        "lib/apk/db/installed",
        """
        C:Q1qKcZ+j23xssAXmgQhkOO8dHnbWw=
        P:alpine-baselayout
        V:3.6.8-r1
        A:x86_64
        S:8515
        I:315392
        T:Alpine base dir structure and init scripts
        U:https://git.alpinelinux.org/cgit/aports/
        L:GPL-2.0-only
        o:alpine-baselayout
        m:Natanael Copa <ncopa@alpinelinux.org>
        t:1744982640
        D:alpine-baselayout-data=3.6.8-r1 /bin/sh
        F:dev
        F:etc
        R:motd
        Z:Q1SLkS9hBidUbPwwrw+XR0Whv3ww8=

        C:Q1
        P:busybox
        V:1.37.0-r18
        A:x86_64
        I:819200

        """);
    SoftwareInventory.Listing listing = list(new ScriptedPrograms());
    assertThat(listing.manager()).isEqualTo("apk");
    assertThat(listing.packages())
        .containsExactly(
            new SoftwareEntry(
                "alpine-baselayout",
                "3.6.8-r1",
                "Natanael Copa <ncopa@alpinelinux.org>",
                Instant.EPOCH,
                315_392,
                "x86_64"),
            new SoftwareEntry("busybox", "1.37.0-r18", "", Instant.EPOCH, 819_200, "x86_64"));
  }

  @Test
  void arch() throws Exception {
    file(
        "var/lib/pacman/local/bash-5.2.037-5/desc",
        """
        %NAME%
        bash

        %VERSION%
        5.2.037-5

        %ARCH%
        x86_64

        %INSTALLDATE%
        1748779200

        %PACKAGER%
        Tobias Powalowski <tpowa@archlinux.org>

        %SIZE%
        9412543

        """);
    file("var/lib/pacman/local/ALPM_DB_VERSION", "9\n");
    SoftwareInventory.Listing listing = list(new ScriptedPrograms());
    assertThat(listing.manager()).isEqualTo("pacman");
    assertThat(listing.packages())
        .containsExactly(
            new SoftwareEntry(
                "bash",
                "5.2.037-5",
                "Tobias Powalowski <tpowa@archlinux.org>",
                Instant.ofEpochSecond(1_748_779_200),
                9_412_543,
                "x86_64"));
  }

  @Test
  void fedora() throws Exception {
    ScriptedPrograms programs =
        new ScriptedPrograms()
            .answer(
                "rpm -qa",
                0,
                """
                gpg-pubkey\t1-2\t(none)\t1\t0\t(none)
                bash\t5.2.37-1.fc42\tFedora Project\t1744982640\t8493912\tx86_64
                tzdata\t2025b-1.fc42\t(none)\t1744982641\t1643910\tnoarch
                """,
                "");
    SoftwareInventory.Listing listing = list(programs);
    assertThat(listing.manager()).isEqualTo("rpm");
    assertThat(listing.packages())
        .extracting(SoftwareEntry::name)
        .containsExactly("bash", "tzdata");
    assertThat(listing.packages().get(1).publisher()).isEmpty();
    assertThat(listing.packages().getFirst().installed())
        .isEqualTo(Instant.ofEpochSecond(1_744_982_640));
  }

  @Test
  void aSystemWithoutAnyOfThemSaysSo() {
    assertThat(
            catchThrowableOfType(AgentException.class, () -> list(new ScriptedPrograms())).code())
        .isEqualTo(ErrorCode.NOT_AVAILABLE);
    ScriptedPrograms broken = new ScriptedPrograms().answer("rpm -qa", 1, "", "db locked");
    assertThat(catchThrowableOfType(AgentException.class, () -> list(broken)).reason())
        .contains("db locked");
  }
}
