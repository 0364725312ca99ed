package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.CloseReason;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.event.DomainEvent;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code quantix watch}: what happens to the host's VMs, a line each, until interrupted. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.watch.description}")
final class WatchCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  @ParentCommand QuantixCommand quantix = new QuantixCommand();
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "${bundle:cli.option.json-lines}")
  boolean json;

  @Override
  public Integer call() throws NoConnectionException, LibvirtException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    // The reader of our lines going away ends the watch without a word.
    CompletableFuture<CloseReason> readerGone = new CompletableFuture<>();
    try (Connection host = quantix.host.open()) {
      var _ =
          host.onDomainEvent(
              EnumSet.allOf(DomainEvent.Kind.class),
              event -> {
                print(out, event);
                if (out.checkError()) {
                  readerGone.complete(new CloseReason(CloseReason.Kind.CLIENT, ""));
                }
              });
      CloseReason reason =
          (CloseReason)
              CompletableFuture.anyOf(host.closed().toCompletableFuture(), readerGone).get();
      if (reason.kind() != CloseReason.Kind.CLIENT) {
        throw new NoConnectionException(
            host.uri() + ": " + reason.message(), Texts.text("cli.watch.lost.hint"));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return ExitStatus.DONE;
  }

  private void print(PrintWriter out, DomainEvent event) {
    Instant now = Instant.now();
    if (json) {
      Json.printLine(
          out,
          generator -> {
            generator.writeStartObject();
            generator.writeStringProperty("time", now.truncatedTo(ChronoUnit.MILLIS).toString());
            generator.writeStringProperty("event", kind(event));
            generator.writeStringProperty("name", event.name());
            generator.writeStringProperty("uuid", event.uuid().toString());
            switch (event) {
              case DomainEvent.Lifecycle e -> {
                generator.writeStringProperty("type", word(e.type()));
                generator.writeNumberProperty("detail", e.detail());
              }
              case DomainEvent.BalloonChanged e ->
                  generator.writeNumberProperty("memoryKiB", e.memoryKib());
              case DomainEvent.DeviceAdded e -> generator.writeStringProperty("alias", e.alias());
              case DomainEvent.DeviceRemoved e -> generator.writeStringProperty("alias", e.alias());
              case DomainEvent.TrayChanged e -> {
                generator.writeStringProperty("alias", e.alias());
                generator.writeBooleanProperty("open", e.open());
              }
              case DomainEvent.AgentLifecycle e ->
                  generator.writeBooleanProperty("connected", e.connected());
              case DomainEvent.BlockJobChanged e -> {
                generator.writeStringProperty("disk", e.disk());
                generator.writeStringProperty("job", word(e.type()));
                generator.writeStringProperty("status", word(e.status()));
              }
              case DomainEvent.IoFailed e -> {
                generator.writeStringProperty("source", e.source());
                generator.writeStringProperty("alias", e.alias());
                generator.writeStringProperty("reason", e.reason());
              }
              case DomainEvent.DeviceRemovalFailed e ->
                  generator.writeStringProperty("alias", e.alias());
              case DomainEvent.DiskChanged e -> {
                generator.writeStringProperty("alias", e.alias());
                generator.writeStringProperty("oldSource", e.oldSource());
                generator.writeStringProperty("newSource", e.newSource());
              }
              case DomainEvent.GraphicsChanged e -> {
                generator.writeNumberProperty("phase", e.phase());
                generator.writeStringProperty("remote", e.remote());
              }
              default -> {
                // Nothing beyond the name.
              }
            }
            generator.writeEndObject();
          });
    } else {
      out.println(TIME.format(now) + "  " + Printable.line(event.name() + "  " + words(event)));
    }
    out.flush();
  }

  private static String kind(DomainEvent event) {
    return switch (event) {
      case DomainEvent.Lifecycle _ -> "lifecycle";
      case DomainEvent.Rebooted _ -> "reboot";
      case DomainEvent.BalloonChanged _ -> "balloon-change";
      case DomainEvent.DeviceAdded _ -> "device-added";
      case DomainEvent.DeviceRemoved _ -> "device-removed";
      case DomainEvent.TrayChanged _ -> "tray-change";
      case DomainEvent.MetadataChanged _ -> "metadata-change";
      case DomainEvent.AgentLifecycle _ -> "agent-lifecycle";
      case DomainEvent.RtcChanged _ -> "rtc-change";
      case DomainEvent.WatchdogFired _ -> "watchdog";
      case DomainEvent.IoFailed _ -> "io-error";
      case DomainEvent.GraphicsChanged _ -> "graphics";
      case DomainEvent.ControlFailed _ -> "control-error";
      case DomainEvent.BlockJobChanged _ -> "block-job";
      case DomainEvent.DiskChanged _ -> "disk-change";
      case DomainEvent.WokenUp _ -> "pm-wakeup";
      case DomainEvent.Slept e -> e.toDisk() ? "pm-suspend-disk" : "pm-suspend";
      case DomainEvent.DeviceRemovalFailed _ -> "device-removal-failed";
      case DomainEvent.TunableChanged _ -> "tunable";
      case DomainEvent.MigrationIterated _ -> "migration-iteration";
      case DomainEvent.JobCompleted _ -> "job-completed";
      case DomainEvent.BlockThresholdPassed _ -> "block-threshold";
      case DomainEvent.MemoryFailed _ -> "memory-failure";
      case DomainEvent.MemoryDeviceResized _ -> "memory-device-size-change";
    };
  }

  private static String word(Enum<?> type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String words(DomainEvent event) {
    return switch (event) {
      case DomainEvent.Lifecycle e -> word(e.type());
      case DomainEvent.BalloonChanged e -> kind(e) + " " + e.memoryKib() / 1024 + " MiB";
      case DomainEvent.BlockJobChanged e ->
          kind(e) + " " + e.disk() + " " + word(e.type()) + " " + word(e.status());
      case DomainEvent.IoFailed e ->
          kind(e) + " " + e.alias() + " " + e.source() + " " + e.reason();
      case DomainEvent.DeviceRemovalFailed e -> kind(e) + " " + e.alias();
      case DomainEvent.DeviceAdded e -> kind(e) + " " + e.alias();
      case DomainEvent.DeviceRemoved e -> kind(e) + " " + e.alias();
      case DomainEvent.TrayChanged e ->
          kind(e) + " " + e.alias() + (e.open() ? " open" : " closed");
      case DomainEvent.AgentLifecycle e ->
          kind(e) + (e.connected() ? " connected" : " disconnected");
      default -> kind(event);
    };
  }
}
