package io.quantix.agent.clipboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.channel.SessionEvents;
import io.quantix.agent.display.Displays;
import io.quantix.agent.os.Programs;
import io.quantix.agent.platform.Desktop;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ClipboardChangedEvent;
import io.quantix.agent.protocol.message.ClipboardType;
import io.quantix.agent.request.ClipboardFeed;
import io.quantix.agent.session.RealDesktop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clipboards of display servers that really run, and what is told of their changes. */
@Timeout(240)
class RealClipboardTest {
  @TempDir Path folder;

  private static Clipboard of(RealDesktop desktop) {
    return new Clipboard(desktop.session(), Programs.system(), RealDesktop.ownUid());
  }

  /** A host that keeps what it is told. */
  private static final class Host implements SessionEvents {
    final BlockingQueue<ClipboardChangedEvent> told = new LinkedBlockingQueue<>();
    volatile boolean over;

    @Override
    public void publish(AgentMessage event) {
      told.add(event.getClipboardChanged());
    }

    @Override
    public boolean over() {
      return over;
    }
  }

  private static Desktop desktop(RealDesktop real) {
    return new Desktop() {
      @Override
      public Displays displays() {
        throw new AssertionError("Nobody resizes anything here");
      }

      @Override
      public Clipboard clipboard() {
        return of(real);
      }
    };
  }

  /** The watch's process. */
  private static long watchers(RealDesktop real) {
    String mark = real.session().wayland() ? "wl-paste" : X11SelectionWatch.class.getSimpleName();
    return ProcessHandle.current()
        .children()
        .filter(one -> {
          try {
            String words =
                java.nio.file.Files.readString(
                    Path.of("/proc", Long.toString(one.pid()), "cmdline"));
            return words.contains(mark);
          } catch (IOException e) {
            return false;
          }
        })
        .count();
  }

  /** The next event whose text is this; those of other changes before it are passed over. */
  private static ClipboardChangedEvent awaitText(Host host, String text) throws Exception {
    ClipboardChangedEvent event = host.told.take();
    while (!event.getData().toStringUtf8().equals(text)) {
      event = host.told.take();
    }
    return event;
  }

  private static void changesAreTold(RealDesktop real) throws Exception {
    Clipboard clipboard = of(real);
    ClipboardFeed feed = new ClipboardFeed(desktop(real), true);
    Host host = new Host();
    clipboard.set(Clipboard.Type.TEXT, bytes("what was there"), "text/plain");
    feed.subscribe(host, true);
    assertThat(awaitText(host, "what was there").getType()).isEqualTo(ClipboardType.TEXT);
    clipboard.set(Clipboard.Type.TEXT, bytes("copied in the guest"), "text/plain");
    assertThat(awaitText(host, "copied in the guest").getSizeBytes()).isEqualTo(19);
    // What a host has put there, it is not told of: the next that it hears is the guest's.
    feed.written(Clipboard.Type.TEXT, bytes("from the host"));
    clipboard.set(Clipboard.Type.TEXT, bytes("from the host"), "text/plain");
    awaitHolds(clipboard, "from the host");
    String large = "x".repeat(100_000);
    clipboard.set(Clipboard.Type.TEXT, bytes(large), "text/plain");
    ClipboardChangedEvent event = host.told.take();
    while (event.getSizeBytes() != 100_000) {
      assertThat(event.getData().toStringUtf8()).isNotEqualTo("from the host");
      event = host.told.take();
    }
    assertThat(event.getData().isEmpty()).isTrue();
    byte[] image = new byte[300_000];
    new Random(4).nextBytes(image);
    clipboard.set(Clipboard.Type.IMAGE, image, "image/png");
    while (event.getType() != ClipboardType.IMAGE) {
      event = host.told.take();
    }
    assertThat(clipboard.get(Clipboard.Type.IMAGE).data()).isEqualTo(image);
    host.over = true;
    while (watchers(real) > 0) {
      Thread.sleep(50);
    }
  }

  private static void awaitHolds(Clipboard clipboard, String text) throws Exception {
    while (true) {
      try {
        if (new String(clipboard.get(Clipboard.Type.TEXT).data(), StandardCharsets.UTF_8)
            .equals(text)) {
          return;
        }
      } catch (AgentException e) {
        // Between two owners.
      }
      Thread.sleep(20);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void changesUnderXAreToldToTheHostThatWantsToKnow() throws Exception {
    try (RealDesktop real = RealDesktop.xvfbWithCookie(folder)) {
      changesAreTold(real);
    }
  }

  @Test
  void changesUnderWaylandAreToldToTheHostThatWantsToKnow() throws Exception {
    try (RealDesktop real = RealDesktop.sway()) {
      changesAreTold(real);
    }
  }

  @Test
  void nothingIsCopiedUnderWaylandBeforeAnythingIs() throws Exception {
    try (RealDesktop real = RealDesktop.sway()) {
      Clipboard clipboard = of(real);
      assertThat(
              catchThrowableOfType(AgentException.class, () -> clipboard.get(Clipboard.Type.TEXT))
                  .code())
          .isEqualTo(ErrorCode.CLIPBOARD_EMPTY);
      assertThat(clipboard.offered()).isEmpty();
    }
    // The compositor has ended.
  }

  @Test
  void anOwnerWhoDoesNotWantItIsNotWatched() throws Exception {
    try (RealDesktop real = RealDesktop.xvfbWithCookie(folder)) {
      ClipboardFeed feed = new ClipboardFeed(desktop(real), false);
      feed.subscribe(new Host(), true);
      assertThat(watchers(real)).isZero();
    }
  }

  @Test
  void aServerThatWantsACookieLetsNobodyElseIn() throws Exception {
    try (RealDesktop real = RealDesktop.xvfbWithCookie(folder)) {
      assertThat(
              catchThrowableOfType(
                  IOException.class,
                  () ->
                      X11SelectionWatch.open(
                              java.util.Map.of(
                                  "DISPLAY",
                                  real.display(),
                                  "XAUTHORITY",
                                  folder.resolve("none").toString()))
                          .close()))
          .hasMessageContaining("refuses");
      X11SelectionWatch.open(real.session().environment()).close();
    }
  }
}
