package io.quantix.desktop.host;

import io.quantix.desktop.model.Notice;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.Task;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Does commands on VMs: a few at a time, one of a VM at a time, each one a task; what the host
 * refuses becomes a notice.
 */
final class VmCommands {
  private static final int AT_ONCE = 4;

  private final LibvirtHostSession session;
  private final TaskList tasks;
  private final NoticeBoard notices;
  private final Executor fx;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  VmCommands(LibvirtHostSession session, TaskList tasks, NoticeBoard notices, Executor fx) {
    this.session = session;
    this.tasks = tasks;
    this.notices = notices;
    this.fx = fx;
  }

  /** What is done with the domain, on a virtual thread. */
  @FunctionalInterface
  private interface Action {
    void act(Connection connection, Domain domain) throws LibvirtException;
  }

  CompletableFuture<Void> run(VmCommand command, VmModel vm) {
    return command == VmCommand.SHUT_DOWN
        ? run(
            command,
            vm,
            (connection, domain) ->
                GracefulShutdown.shutDown(() -> session.work().domain(vm.uuid())))
        : run(command, vm, (connection, domain) -> act(command, domain));
  }

  CompletableFuture<Void> delete(VmModel vm, Set<String> images) {
    return run(
        VmCommand.DELETE,
        vm,
        (connection, domain) -> {
          List<DiskImage> judged = images.isEmpty() ? List.of() : DiskImages.of(connection, domain);
          Undefine.undefine(domain);
          DiskImages.delete(connection, domain.name(), judged, images);
        });
  }

  // libvirt has no event for it, so the model is told here.
  CompletableFuture<Void> setAutostart(VmModel vm, boolean wanted) {
    String name = vm.nameProperty().get();
    return session
        .ask(() -> {
          session.work().domain(vm.uuid()).setAutostart(wanted);
          return wanted;
        })
        .whenComplete((now, failure) -> {
          if (failure == null) {
            vm.autostartProperty().set(now);
          } else {
            notices.post(
                new Notice(
                    Notice.Severity.ERROR,
                    Texts.text("host.autostart-failed", name),
                    String.valueOf(failure.getMessage()),
                    failure instanceof LibvirtException known
                        ? known.hint()
                        : Texts.text("app.bug.hint")));
          }
        })
        .thenApply(_ -> null);
  }

  private static void act(VmCommand command, Domain domain) throws LibvirtException {
    switch (command) {
      case START -> domain.start();
      case SHUT_DOWN -> domain.shutdown();
      case REBOOT -> domain.reboot();
      case RESET -> domain.reset();
      case FORCE_OFF -> domain.destroy();
      case PAUSE -> domain.suspend();
      case RESUME -> domain.resume();
      case SAVE -> domain.managedSave();
      case DELETE -> Undefine.undefine(domain);
    }
  }

  private CompletableFuture<Void> run(VmCommand command, VmModel vm, Action action) {
    if (vm.runningCommandProperty().get().isPresent()) {
      return CompletableFuture.failedFuture(
          new LibvirtException(
              LibvirtException.Kind.BUSY,
              0,
              0,
              Texts.text("host.busy", vm.nameProperty().get()),
              Texts.text("host.busy.hint")));
    }
    String key = "host.task." + command.name().toLowerCase(Locale.ROOT);
    String name = vm.nameProperty().get();
    Task task = new Task(Texts.text(key, name), System.currentTimeMillis());
    tasks.add(task);
    vm.runningCommandProperty().set(Optional.of(command));
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .name(command + " " + name)
        .start(() -> {
          try {
            places.acquire();
            try {
              Connection connection = session.work();
              action.act(connection, connection.domain(vm.uuid()));
            } finally {
              places.release();
            }
            fx.execute(() -> succeeded(task, vm, done));
          } catch (LibvirtException e) {
            fx.execute(() -> failed(task, vm, name, command, e, done));
          } catch (InterruptedException | RuntimeException e) {
            LibvirtException failure =
                new LibvirtException(
                    LibvirtException.Kind.FAILED,
                    0,
                    0,
                    e.toString(),
                    Texts.text("app.bug.hint"),
                    e);
            fx.execute(() -> failed(task, vm, name, command, failure, done));
          }
        });
    return done;
  }

  private static void succeeded(Task task, VmModel vm, CompletableFuture<Void> done) {
    vm.runningCommandProperty().set(Optional.empty());
    task.progressProperty().set(1);
    task.stageProperty().set(Task.Stage.DONE);
    done.complete(null);
  }

  private void failed(
      Task task,
      VmModel vm,
      String name,
      VmCommand command,
      LibvirtException failure,
      CompletableFuture<Void> done) {
    vm.runningCommandProperty().set(Optional.empty());
    Notice notice =
        new Notice(
            Notice.Severity.ERROR,
            Texts.text("host.task-failed." + command.name().toLowerCase(Locale.ROOT), name),
            String.valueOf(failure.getMessage()),
            failure.hint());
    task.failureProperty().set(Optional.of(notice));
    task.stageProperty().set(Task.Stage.FAILED);
    notices.post(notice);
    done.completeExceptionally(failure);
  }
}
