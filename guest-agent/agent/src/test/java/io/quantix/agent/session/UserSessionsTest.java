package io.quantix.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.SystemFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserSessionsTest {
  @TempDir Path root;

  private void file(String path, String text) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<UserSession> sessions() throws Exception {
    SystemFiles files = new SystemFiles(root);
    return new UserSessions(files, new AccountDatabase(files)).list();
  }

  @Test
  void logindsNotesAreRead() throws Exception {
    file(
        "run/systemd/sessions/2",
        """
        # This is private data. Do not parse.
        UID=1000
        USER=ada
        ACTIVE=1
        IS_DISPLAY=1
        STATE=active
        REMOTE=0
        TYPE=wayland
        ORIGINAL_TYPE=wayland
        CLASS=user
        SCOPE=session-2.scope
        SEAT=seat0
        TTY=tty2
        REALTIME=1748779200123456
        MONOTONIC=12345678
        """);
    file(
        "run/systemd/sessions/5",
        """
        UID=0
        USER=root
        ACTIVE=1
        STATE=active
        REMOTE=1
        TYPE=tty
        CLASS=user
        TTY=/dev/pts/0
        REMOTE_HOST=192.168.122.1
        REALTIME=1748779100000000
        """);
    file("run/systemd/sessions/c1", "UID=114\nUSER=gdm\nSTATE=closing\nCLASS=greeter\n");
    file("run/systemd/sessions/9", "UID=1000\nUSER=ada\nSTATE=closing\nCLASS=user\n");
    assertThat(sessions())
        .containsExactly(
            new UserSession(
                "ada",
                1000,
                "2",
                "seat0",
                "tty2",
                "",
                Instant.parse("2025-06-01T12:00:00.123456Z"),
                "wayland",
                "",
                true),
            new UserSession(
                "root",
                0,
                "5",
                "",
                "pts/0",
                "192.168.122.1",
                Instant.ofEpochSecond(1_748_779_100),
                "tty",
                "",
                false));
  }

  @Test
  void utmpIsReadWhereNobodyKeepsNotes() throws Exception {
    file("etc/passwd", "ada:x:1000:1000:Ada:/home/ada:/bin/bash\n");
    ByteBuffer records = ByteBuffer.allocate(3 * 384 + 100).order(ByteOrder.nativeOrder());
    record(records, 0, 2, "~", "reboot", "", 1);
    record(records, 1, 7, "pts/1", "ada", "host.example", 1_748_779_200);
    record(records, 2, 8, "pts/2", "", "", 1);
    Files.createDirectories(root.resolve("run"));
    Files.write(root.resolve("run/utmp"), records.array());
    assertThat(sessions())
        .containsExactly(
            new UserSession(
                "ada",
                1000,
                "",
                "",
                "pts/1",
                "host.example",
                Instant.ofEpochSecond(1_748_779_200),
                "tty",
                "",
                false));
  }

  private static void record(
      ByteBuffer records, int index, int type, String line, String user, String host, int time) {
    int at = index * 384;
    records.putShort(at, (short) type);
    records.put(at + 8, line.getBytes(StandardCharsets.UTF_8));
    records.put(at + 44, user.getBytes(StandardCharsets.UTF_8));
    records.put(at + 76, host.getBytes(StandardCharsets.UTF_8));
    records.putInt(at + 340, time);
  }

  @Test
  void aSystemWithNeitherHasNobody() throws Exception {
    assertThat(sessions()).isEmpty();
  }
}
