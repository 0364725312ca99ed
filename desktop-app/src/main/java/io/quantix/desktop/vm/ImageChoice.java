package io.quantix.desktop.vm;

import io.quantix.desktop.host.DiskImage;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Amounts;
import io.quantix.desktop.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Which disk images go with the VMs that are to be deleted: none, until the user says so. Used on
 * the JavaFX thread.
 */
final class ImageChoice {
  /**
   * An image, or what is to be said instead of it.
   *
   * @param vm whose it is
   * @param path where it is; empty where the images could not be found out
   * @param words what the user reads
   * @param canBeDeleted whether it can be chosen
   * @param chosen whether it goes
   */
  record Line(
      VmModel vm, String path, String words, boolean canBeDeleted, BooleanProperty chosen) {}

  private final boolean severalVms;
  private final ObservableList<Line> lines = FXCollections.observableArrayList();
  private final IntegerProperty awaited = new SimpleIntegerProperty(this, "awaited", 0);

  /**
   * Without any VM yet.
   *
   * @param severalVms whether each line says whose image it is
   */
  ImageChoice(boolean severalVms) {
    this.severalVms = severalVms;
  }

  /** Takes up a VM, whose images are known later. */
  void add(VmModel vm, CompletableFuture<List<DiskImage>> images) {
    awaited.set(awaited.get() + 1);
    var _ =
        images.whenComplete((found, failure) -> {
          awaited.set(awaited.get() - 1);
          if (failure != null) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            String name = vm.nameProperty().get();
            lines.add(
                line(
                    vm,
                    "",
                    Texts.text("vm.images.failed", name, String.valueOf(cause.getMessage())),
                    false));
          } else {
            found.forEach(image -> lines.add(line(vm, image)));
          }
        });
  }

  private Line line(VmModel vm, DiskImage image) {
    String size = image.bytes() > 0 ? ", " + Amounts.bytes(image.bytes()) : "";
    String disk = image.target().isEmpty() ? image.path() : image.target() + ": " + image.path();
    String what = severalVms ? vm.nameProperty().get() + " – " + disk : disk;
    String words =
        image
            .kept()
            .map(kept ->
                Texts.text(
                    "vm.images.kept." + kept.reason().name().toLowerCase(Locale.ROOT),
                    what + size,
                    kept.who()))
            .orElse(what + size);
    return line(vm, image.path(), words, image.canBeDeleted());
  }

  private static Line line(VmModel vm, String path, String words, boolean canBeDeleted) {
    return new Line(vm, path, words, canBeDeleted, new SimpleBooleanProperty(false));
  }

  /** The images that were found, those of one VM together. */
  ObservableList<Line> lines() {
    return lines;
  }

  /** Of how many VMs the images are not known yet. */
  ReadOnlyIntegerProperty awaitedProperty() {
    return awaited;
  }

  /** The paths of the images that go with a VM. */
  Set<String> chosen(VmModel vm) {
    return lines.stream()
        .filter(line -> line.vm().equals(vm) && line.canBeDeleted() && line.chosen().get())
        .map(Line::path)
        .collect(Collectors.toUnmodifiableSet());
  }
}
