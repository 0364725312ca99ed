package io.quantix.desktop.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.keyring.Keyring;
import io.quantix.desktop.keyring.KeyringException;
import io.quantix.desktop.keyring.SecretAsker;
import io.quantix.desktop.keyring.SecretMemory;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.window.Fx;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is known of a VM's screen, on a real host. */
class VmConsoleTest {
  private static final Request ASKED =
      new Request("here", "VNC authentication", true, false, false);
  @RegisterExtension static final LabHost LAB = LabHost.create();

  private final List<KeyringException> failures = new ArrayList<>();
  private final SecretMemory secrets =
      new SecretMemory(
          Keyring.none("none here"), SecretAsker.nobody(), Runnable::run, failures::add);
  private final Hosts hosts =
      new Hosts(new Inventory(), new TaskList(), new NoticeBoard(), secrets, Platform::runLater);

  private static Optional<VncCredential> asked(ConsoleSource source) throws Exception {
    CompletableFuture<ConsoleTarget> target = Fx.on(source::target);
    return target.get(60, TimeUnit.SECONDS) instanceof ConsoleTarget.Vnc vnc
        ? vnc.options().credentials().ask(ASKED)
        : Optional.empty();
  }

  @Test
  void theDefinitionsPasswordIsUsedAndElseWhatWasKept() throws Exception {
    LabGuest open = LAB.createGuest("quantix-lab-s-open", GuestSpec.tiny());
    LabGuest locked =
        LAB.createGuest("quantix-lab-s-locked", GuestSpec.tiny().withVncPassword("s3cret"));
    open.start();
    locked.start();
    HostModel host =
        Fx.on(() -> {
          HostModel added = hosts.add(LAB.uri(), "lab", true);
          hosts.session(added).connect();
          return added;
        });
    Fx.await(
        "connected",
        () -> host.stateProperty().get() == HostState.CONNECTED && host.vms().size() == 2);
    try {
      ConsoleSource plain = source(host, open.name());
      ConsoleSource defined = source(host, locked.name());
      assertThat(asked(defined).orElseThrow().password()).isEqualTo("s3cret".toCharArray());
      assertThat(asked(plain)).isEmpty();
      assertThat(plain.canRemember()).isTrue();
      for (ConsoleSource each : List.of(plain, defined)) {
        each.remember(new VncCredential("me", "other".toCharArray()));
      }
      VncCredential kept = asked(plain).orElseThrow();
      assertThat(kept.user()).isEqualTo("me");
      assertThat(kept.password()).isEqualTo("other".toCharArray());
      assertThat(asked(defined).orElseThrow().password()).isEqualTo("s3cret".toCharArray());
      // The person is told that it is kept in memory alone.
      assertThat(failures).isNotEmpty();
    } finally {
      Fx.on(() -> {
        hosts.close();
        return hosts;
      });
    }
  }

  private ConsoleSource source(HostModel host, String name) throws Exception {
    return Fx.on(() ->
        hosts.console(
            host.vms().stream()
                .filter(vm -> vm.nameProperty().get().equals(name))
                .findFirst()
                .orElseThrow()));
  }
}
