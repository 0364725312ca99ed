package io.quantix.agent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.os.ScriptedPrograms;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With what systemd 257 and OpenRC 0.55 say and keep. */
class ServiceTest {
  private static final String SSH =
      """
      MainPID=612
      MemoryCurrent=5496832
      Id=ssh.service
      Description=OpenBSD Secure Shell server
      LoadState=loaded
      ActiveState=active
      SubState=running
      UnitFileState=enabled
      """;
  private static final String OTHERS =
      """

      MainPID=0
      MemoryCurrent=[not set]
      Id=apt-daily.service
      Description=Daily apt download activities
      LoadState=loaded
      ActiveState=inactive
      SubState=dead
      UnitFileState=static

      MainPID=0
      MemoryCurrent=18446744073709551615
      Id=nginx.service
      Description=A high performance web server
      LoadState=loaded
      ActiveState=failed
      SubState=failed
      UnitFileState=enabled

      MainPID=0
      MemoryCurrent=[not set]
      Id=plymouth.service
      Description=plymouth.service
      LoadState=not-found
      ActiveState=inactive
      SubState=dead
      UnitFileState=
      """;
  private static final String FILES =
      """
      ssh.service          enabled  enabled
      rsync.service        disabled enabled
      getty@.service       enabled  enabled
      sudo.service         masked   enabled
      """;

  private static ScriptedPrograms systemctl() {
    return new ScriptedPrograms()
        .answer("systemctl show --no-pager --all", 0, SSH + OTHERS, "")
        .answer("systemctl list-unit-files", 0, FILES, "");
  }

  private static ScriptedPrograms one(String active, String load) {
    return new ScriptedPrograms()
        .answer(
            "systemctl show --no-pager",
            0,
            SSH.replace("ActiveState=active", "ActiveState=" + active)
                .replace("LoadState=loaded", "LoadState=" + load),
            "");
  }

  @Test
  void systemdsUnitsAreListed() throws Exception {
    List<ServiceEntry> all = new Systemd(systemctl()).list("", true);
    assertThat(all)
        .extracting(ServiceEntry::name)
        .containsExactly("apt-daily", "nginx", "rsync", "ssh", "sudo");
    assertThat(all.get(3))
        .isEqualTo(
            new ServiceEntry(
                "ssh",
                "OpenBSD Secure Shell server",
                ServiceEntry.State.RUNNING,
                ServiceEntry.StartType.AUTO,
                "OpenBSD Secure Shell server",
                612,
                5_496_832));
    assertThat(all.get(1).state()).isEqualTo(ServiceEntry.State.FAILED);
    assertThat(all.get(1).memoryBytes()).isZero();
    assertThat(all.get(2).startType()).isEqualTo(ServiceEntry.StartType.DISABLED);
    assertThat(new Systemd(systemctl()).list("", false))
        .extracting(ServiceEntry::name)
        .containsExactly("nginx", "ssh");
    assertThat(new Systemd(systemctl()).list("SECURE shell", true)).hasSize(1);
  }

  @Test
  void systemdIsTold() throws Exception {
    ScriptedPrograms programs = one("inactive", "loaded").answer("systemctl start", 0, "", "");
    new Systemd(programs).control("ssh", ServiceManager.Action.START);
    assertThat(programs.calls()).contains("systemctl start --no-ask-password -- ssh.service");
    ScriptedPrograms restart = one("active", "loaded").answer("systemctl restart", 0, "", "");
    assertThat(new Systemd(restart).control("ssh.service", ServiceManager.Action.RESTART).state())
        .isEqualTo(ServiceEntry.State.RUNNING);
    ScriptedPrograms disable = one("active", "loaded").answer("systemctl disable", 0, "", "");
    new Systemd(disable).control("ssh", ServiceManager.Action.DISABLE);
    assertThat(disable.calls()).contains("systemctl disable --no-ask-password -- ssh.service");
  }

  private static ErrorCode refused(
      ServiceManager manager, String service, ServiceManager.Action action) {
    return catchThrowableOfType(AgentException.class, () -> manager.control(service, action))
        .code();
  }

  @Test
  void whatSystemdRefusesHasItsCode() {
    assertThat(refused(new Systemd(one("active", "loaded")), "ssh", ServiceManager.Action.START))
        .isEqualTo(ErrorCode.SERVICE_ALREADY_RUNNING);
    assertThat(refused(new Systemd(one("inactive", "loaded")), "ssh", ServiceManager.Action.STOP))
        .isEqualTo(ErrorCode.SERVICE_NOT_RUNNING);
    assertThat(refused(new Systemd(one("inactive", "not-found")), "x", ServiceManager.Action.START))
        .isEqualTo(ErrorCode.SERVICE_NOT_FOUND);
    ScriptedPrograms start =
        one("inactive", "loaded").answer("systemctl start", 1, "", "Job failed.\nSee journal.");
    AgentException failure =
        catchThrowableOfType(
            AgentException.class,
            () -> new Systemd(start).control("ssh", ServiceManager.Action.START));
    assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE_START_FAILED);
    assertThat(failure.reason()).contains("Job failed. See journal.");
    ScriptedPrograms stop = one("active", "loaded").answer("systemctl stop", 1, "", "no");
    assertThat(refused(new Systemd(stop), "ssh", ServiceManager.Action.STOP))
        .isEqualTo(ErrorCode.SERVICE_STOP_FAILED);
    ScriptedPrograms enable = one("active", "loaded").answer("systemctl enable", 1, "", "no");
    assertThat(refused(new Systemd(enable), "ssh", ServiceManager.Action.ENABLE))
        .isEqualTo(ErrorCode.SERVICE_CONTROL_FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-H root@x ssh", "--version", "a b", "a;b", "../x", "a/b", "a\nb", "a$b", "*"})
  void whatIsNoNameNeverReachesTheServiceManager(String name) {
    ScriptedPrograms programs = one("active", "loaded");
    assertThat(refused(new Systemd(programs), name, ServiceManager.Action.STOP))
        .isEqualTo(ErrorCode.SERVICE_NOT_FOUND);
    assertThat(programs.calls()).isEmpty();
  }

  private static void file(Path root, String path, String text) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void openRcsServicesAreListedAndControlled(@TempDir Path root) throws Exception {
    file(root, "etc/init.d/sshd", "#!/sbin/openrc-run\ndescription=\"OpenBSD Secure Shell\"\n");
    file(root, "etc/init.d/nginx", "#!/sbin/openrc-run\n");
    file(root, "etc/init.d/chronyd", "#!/sbin/openrc-run\n");
    file(root, "etc/init.d/functions.sh", "");
    file(root, "etc/runlevels/default/sshd", "");
    file(root, "run/openrc/started/sshd", "");
    file(root, "run/openrc/failed/nginx", "");
    file(root, "run/openrc/daemons/sshd/001", "exec=/usr/sbin/sshd\npidfile=/run/sshd.pid\n");
    file(root, "run/sshd.pid", "2345\n");
    ScriptedPrograms programs =
        new ScriptedPrograms()
            .answer("rc-service", 0, "", "")
            .answer("rc-update", 0, "", "")
            .answer("rc-service --nocolor nginx", 1, " * ERROR: nginx failed to start\n", "");
    ServiceManager manager = ServiceManager.of(new SystemFiles(root), programs);
    assertThat(manager.name()).isEqualTo("openrc");
    assertThat(manager.list("", true))
        .extracting(ServiceEntry::name)
        .containsExactly("chronyd", "nginx", "sshd");
    assertThat(manager.list("", false))
        .containsExactly(
            new ServiceEntry(
                "nginx",
                "nginx",
                ServiceEntry.State.FAILED,
                ServiceEntry.StartType.DISABLED,
                "",
                0,
                0),
            new ServiceEntry(
                "sshd",
                "sshd",
                ServiceEntry.State.RUNNING,
                ServiceEntry.StartType.AUTO,
                "OpenBSD Secure Shell",
                2_345,
                0));
    manager.control("sshd", ServiceManager.Action.RESTART);
    manager.control("chronyd", ServiceManager.Action.ENABLE);
    assertThat(programs.calls())
        .containsExactly("rc-service --nocolor sshd restart", "rc-update add chronyd default");
    assertThat(refused(manager, "nginx", ServiceManager.Action.START))
        .isEqualTo(ErrorCode.SERVICE_START_FAILED);
    assertThat(refused(manager, "absent", ServiceManager.Action.START))
        .isEqualTo(ErrorCode.SERVICE_NOT_FOUND);
    assertThat(refused(manager, "sshd", ServiceManager.Action.START))
        .isEqualTo(ErrorCode.SERVICE_ALREADY_RUNNING);
  }

  @Test
  void aSystemWithNeitherSaysSo(@TempDir Path root) throws Exception {
    assertThat(
            catchThrowableOfType(
                    AgentException.class,
                    () -> ServiceManager.of(new SystemFiles(root), new ScriptedPrograms()))
                .code())
        .isEqualTo(ErrorCode.SYSTEMCTL_NOT_FOUND);
    Files.createDirectories(root.resolve("run/systemd/system"));
    assertThat(ServiceManager.of(new SystemFiles(root), systemctl()).name()).isEqualTo("systemd");
  }
}
