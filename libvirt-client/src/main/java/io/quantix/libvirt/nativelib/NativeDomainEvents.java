package io.quantix.libvirt.nativelib;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import io.quantix.libvirt.BlockJob;
import io.quantix.libvirt.event.DomainEvent;
import io.quantix.libvirt.event.DomainEvent.JobStatus;
import io.quantix.libvirt.event.DomainEvent.LifecycleType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;

/** The callbacks for domain events, by libvirt's number (virDomainEventID). */
final class NativeDomainEvents {
  private static final List<LifecycleType> TYPES = List.of(LifecycleType.values());
  private static final List<JobStatus> STATUSES = List.of(JobStatus.values());
  private static final Map<Integer, Callback> CALLBACKS =
      Map.ofEntries(
          Map.entry(0, (Callbacks.IntInt) NativeDomainEvents::lifecycle),
          Map.entry(1, plain(DomainEvent.Rebooted::new)),
          Map.entry(
              2,
              (Callbacks.Wide)
                  (_, dom, offset, to) ->
                      tell(to, dom, (u, n) -> new DomainEvent.RtcChanged(u, n, offset))),
          Map.entry(
              3, number((uuid, name, action) -> new DomainEvent.WatchdogFired(uuid, name, action))),
          Map.entry(5, (Callbacks.Graphics) NativeDomainEvents::graphics),
          Map.entry(
              6,
              (Callbacks.TextTextIntText)
                  (_, dom, source, alias, action, reason, to) ->
                      tell(
                          to,
                          dom,
                          (u, n) ->
                              new DomainEvent.IoFailed(
                                  u, n, text(source), text(alias), action, text(reason)))),
          Map.entry(7, plain(DomainEvent.ControlFailed::new)),
          Map.entry(
              9,
              (Callbacks.TextTextTextInt)
                  (_, dom, before, after, alias, reason, to) ->
                      tell(
                          to,
                          dom,
                          (u, n) ->
                              new DomainEvent.DiskChanged(
                                  u, n, text(before), text(after), text(alias), reason))),
          Map.entry(
              10,
              (Callbacks.TextInt)
                  (_, dom, alias, reason, to) ->
                      tell(
                          to,
                          dom,
                          (u, n) -> new DomainEvent.TrayChanged(u, n, text(alias), reason == 0))),
          Map.entry(11, number((uuid, name, _) -> new DomainEvent.WokenUp(uuid, name))),
          Map.entry(12, number((uuid, name, _) -> new DomainEvent.Slept(uuid, name, false))),
          Map.entry(
              13,
              (Callbacks.Wide)
                  (_, dom, kib, to) ->
                      tell(to, dom, (u, n) -> new DomainEvent.BalloonChanged(u, n, kib))),
          Map.entry(14, number((uuid, name, _) -> new DomainEvent.Slept(uuid, name, true))),
          Map.entry(15, device(DomainEvent.DeviceRemoved::new)),
          Map.entry(
              16,
              (Callbacks.TextIntInt)
                  (_, dom, disk, type, status, to) ->
                      tell(
                          to,
                          dom,
                          (u, n) ->
                              new DomainEvent.BlockJobChanged(
                                  u,
                                  n,
                                  text(disk),
                                  BlockJob.Type.of(type),
                                  NativeHostEvents.type(STATUSES, status)))),
          Map.entry(17, parameters(DomainEvent.TunableChanged::new)),
          Map.entry(
              18,
              (Callbacks.IntInt)
                  (_, dom, state, _, to) -> {
                    tell(to, dom, (u, n) -> new DomainEvent.AgentLifecycle(u, n, state == 1));
                    return 0;
                  }),
          Map.entry(19, device(DomainEvent.DeviceAdded::new)),
          Map.entry(
              20,
              number((uuid, name, count) -> new DomainEvent.MigrationIterated(uuid, name, count))),
          Map.entry(21, parameters(DomainEvent.JobCompleted::new)),
          Map.entry(22, device(DomainEvent.DeviceRemovalFailed::new)),
          Map.entry(
              23,
              (Callbacks.IntText)
                  (_, dom, _, _, to) -> tell(to, dom, DomainEvent.MetadataChanged::new)),
          Map.entry(
              24,
              (Callbacks.TextTextWideWide)
                  (_, dom, disk, source, threshold, excess, to) ->
                      tell(
                          to,
                          dom,
                          (u, n) ->
                              new DomainEvent.BlockThresholdPassed(
                                  u, n, text(disk), text(source), threshold, excess))),
          Map.entry(
              25,
              (Callbacks.IntIntInt)
                  (_, dom, recipient, action, flags, to) ->
                      tell(
                          to,
                          dom,
                          (u, n) -> new DomainEvent.MemoryFailed(u, n, recipient, action, flags))),
          Map.entry(
              26,
              (Callbacks.TextWide)
                  (_, dom, alias, kib, to) ->
                      tell(
                          to,
                          dom,
                          (u, n) -> new DomainEvent.MemoryDeviceResized(u, n, text(alias), kib))));

  private NativeDomainEvents() {}

  /** What libvirt is given for an event. */
  static Callback callback(int event) {
    Callback callback = CALLBACKS.get(event);
    if (callback == null) {
      throw new IllegalArgumentException("the event " + event + " of a domain");
    }
    return callback;
  }

  @FunctionalInterface
  private interface OfNumber {
    DomainEvent event(UUID uuid, String name, int number);
  }

  @FunctionalInterface
  private interface OfDevice {
    DomainEvent event(UUID uuid, String name, String alias);
  }

  @FunctionalInterface
  private interface OfParameters {
    DomainEvent event(UUID uuid, String name, Map<String, Object> values);
  }

  private static Callbacks.Plain plain(BiFunction<UUID, String, DomainEvent> event) {
    return (_, dom, to) -> tell(to, dom, event);
  }

  private static Callbacks.Int number(OfNumber event) {
    return (_, dom, number, to) -> tell(to, dom, (u, n) -> event.event(u, n, number));
  }

  private static Callbacks.Text device(OfDevice event) {
    return (_, dom, alias, to) -> tell(to, dom, (u, n) -> event.event(u, n, text(alias)));
  }

  private static Callbacks.Parameters parameters(OfParameters event) {
    return (_, dom, parameters, count, to) ->
        tell(to, dom, (u, n) -> event.event(u, n, NativeParameters.read(parameters, count)));
  }

  private static int lifecycle(
      Pointer connection, Pointer object, int type, int detail, Pointer opaque) {
    int id = EventLoop.libvirt().virDomainGetID(NativeHostEvents.of(new DomainPointer(), object));
    tell(
        opaque,
        object,
        (uuid, name) ->
            new DomainEvent.Lifecycle(uuid, name, id, NativeHostEvents.type(TYPES, type), detail));
    return 0;
  }

  private static void graphics(
      Pointer connection,
      Pointer object,
      int phase,
      Pointer local,
      Pointer remote,
      Pointer scheme,
      Pointer subject,
      Pointer opaque) {
    tell(
        opaque,
        object,
        (uuid, name) ->
            new DomainEvent.GraphicsChanged(
                uuid, name, phase, address(local), address(remote), text(scheme)));
  }

  // virDomainEventGraphicsAddress
  private static String address(Pointer pointer) {
    CStruct in = new CStruct(pointer);
    in.int32();
    String node = in.text().orElse("");
    return in.text().filter(each -> !each.isEmpty()).map(each -> node + ":" + each).orElse(node);
  }

  private static String text(@Nullable Pointer text) {
    return Optional.ofNullable(text).map(each -> each.getString(0, "UTF-8")).orElse("");
  }

  private static void tell(
      Pointer opaque, Pointer object, BiFunction<UUID, String, ? extends DomainEvent> event) {
    LibvirtCalls libvirt = EventLoop.libvirt();
    DomainPointer domain = NativeHostEvents.of(new DomainPointer(), object);
    UUID uuid = Uuids.read(bytes -> libvirt.virDomainGetUUID(domain, bytes));
    NativeSubscription.happened(opaque, event.apply(uuid, libvirt.virDomainGetName(domain)));
  }
}
