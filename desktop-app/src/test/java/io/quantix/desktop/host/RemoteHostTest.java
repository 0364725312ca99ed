package io.quantix.desktop.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.lab.SshServer;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.Prompter;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.VncTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A session with a host over a real SSH server. */
class RemoteHostTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  private final ExecutorService fx = Executors.newSingleThreadExecutor();
  private final ConcurrentLinkedQueue<Prompter.HostKey> asked = new ConcurrentLinkedQueue<>();

  private <T> T onFx(Callable<T> work) throws Exception {
    return fx.submit(work).get(60, TimeUnit.SECONDS);
  }

  private void await(Callable<Boolean> condition, String what) throws Exception {
    for (int i = 0; i < 3000; i++) {
      if (onFx(condition)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError(what);
  }

  private String uri(SshServer server) {
    String path = LAB.uri().contains("/system") ? "/system" : "/session";
    return "qemu+ssh://127.0.0.1:"
        + server.port()
        + path
        + "?keyfile="
        + server.clientKey()
        + "&known_hosts="
        + folder.resolve("known_hosts")
        + "&socket="
        + LAB.socket();
  }

  private Prompter trusting() {
    return new Prompter() {
      @Override
      public java.util.Optional<char[]> secret(SecretRequest request) {
        return java.util.Optional.empty();
      }

      @Override
      public Trust unknownHost(HostKey key) {
        asked.add(key);
        return Trust.REMEMBER;
      }
    };
  }

  private static Framebuffer firstPicture(ConsoleTarget target, List<VncSession> sessions)
      throws Exception {
    assertThat(target).isInstanceOf(ConsoleTarget.Vnc.class);
    CompletableFuture<Framebuffer> first = new CompletableFuture<>();
    VncListener listener =
        new VncListener() {
          @Override
          public void resized(Framebuffer framebuffer) {
            first.complete(framebuffer);
          }
        };
    sessions.add(
        VncSession.open(
            ((ConsoleTarget.Vnc) target).opener().open(VncTrust.defaults()),
            VncOptions.defaults(),
            listener));
    return first.get(60, TimeUnit.SECONDS);
  }

  @Test
  void everythingGoesOverOneConnectionAndComesBackWhenItBreaks() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-far", GuestSpec.tiny());
    Hosts hosts = new Hosts(new Inventory(), new TaskList(), new NoticeBoard(), trusting(), fx);
    List<VncSession> consoles = new ArrayList<>();
    try (SshServer server = SshServer.start(LAB)) {
      HostModel host = onFx(() -> hosts.add(uri(server), "far", true));
      onFx(() -> {
        hosts.connectOnStart();
        return host;
      });
      await(() -> host.stateProperty().get() == HostState.CONNECTED, "connected");
      assertThat(asked).singleElement().satisfies(key -> assertThat(key.port()).isPositive());
      assertThat(Files.readString(folder.resolve("known_hosts"))).contains("ssh-");

      VmModel vm = onFx(() -> host.vms().getFirst());
      onFx(() -> hosts.session(host).run(VmCommand.START, vm)).get(60, TimeUnit.SECONDS);
      await(() -> vm.stateProperty().get() == DomainState.RUNNING, "running");
      for (int i = 0; i < 3; i++) {
        ConsoleTarget target =
            onFx(() -> hosts.session(host).console(vm)).get(60, TimeUnit.SECONDS);
        assertThat(firstPicture(target, consoles).width()).isGreaterThan(100);
      }
      assertThat(server.connections()).isEqualTo(1);

      AtomicBoolean lost = new AtomicBoolean();
      onFx(() -> {
        host.stateProperty()
            .addListener((_, _, state) -> lost.compareAndSet(false, state != HostState.CONNECTED));
        return host;
      });
      server.killConnections();
      await(lost::get, "the loss was seen");
      assertThat(onFx(() -> host.vms().size())).isEqualTo(1);
      await(() -> host.stateProperty().get() == HostState.CONNECTED, "connected again");
      assertThat(asked).hasSize(1);
      LAB.virsh("suspend", guest.name());
      await(() -> vm.stateProperty().get() == DomainState.PAUSED, "events come again");
    } finally {
      consoles.forEach(VncSession::close);
      onFx(() -> {
        hosts.close();
        return hosts;
      });
      fx.shutdown();
      assertThat(fx.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
