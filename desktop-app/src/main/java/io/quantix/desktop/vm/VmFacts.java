package io.quantix.desktop.vm;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Amounts;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.xml.DomainDescription;
import java.time.Duration;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** What a VM is made of, a line each. */
final class VmFacts extends GridPane {
  private final Label uptime = Controls.label("", "fact-value");

  VmFacts() {
    getStyleClass().add("facts");
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(92);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    values.setMinWidth(0);
    getColumnConstraints().addAll(names, values);
  }

  void show(VmModel vm) {
    getChildren().clear();
    row(0, Texts.text("vm.fact.uptime"), uptime);
    showUptime(vm);
    text("vm.fact.host", vm.host().nameProperty().get());
    if (!vm.addressesProperty().get().isEmpty()) {
      text("vm.fact.address", String.join("\n", vm.addressesProperty().get()));
    }
    vm.descriptionProperty().get().ifPresent(found -> describe(vm, found));
    text("vm.fact.autostart", Texts.text(vm.autostartProperty().get() ? "vm.yes" : "vm.no"));
    if (!vm.persistentProperty().get()) {
      text("vm.fact.kind", Texts.text("vm.transient"));
    }
    uuid(vm.uuid().toString());
  }

  void showUptime(VmModel vm) {
    long started = vm.startedAtMillisProperty().get();
    boolean on = vm.stateProperty().get().isActive();
    uptime.setText(
        !on
            ? Texts.text("vm.uptime.off")
            : started < 0
                ? Texts.text("vm.uptime.unknown")
                : Amounts.duration(Duration.ofMillis(System.currentTimeMillis() - started)));
  }

  private void describe(VmModel vm, DomainDescription found) {
    text(
        "vm.fact.vcpus",
        found.vcpus() == found.maxVcpus()
            ? "" + found.vcpus()
            : Texts.text("vm.of", found.vcpus(), found.maxVcpus()));
    text("vm.fact.memory", Amounts.memory(vm.maxMemoryKibProperty().get()));
    text(
        "vm.fact.machine",
        String.join(" ", found.architecture(), found.machine(), found.domainType()).strip());
    for (DomainDescription.Disk disk : found.disks()) {
      String source =
          disk.source().isEmpty() ? Texts.text("vm.no-medium") : shortened(disk.source());
      Label label = text("vm.fact.disk", disk.target() + "  " + source);
      Controls.tip(
          label,
          () -> String.join(" ", disk.source(), disk.format(), disk.bus(), disk.device()).strip());
    }
    for (DomainDescription.Interface nic : found.interfaces()) {
      text(
          "vm.fact.network",
          (nic.source().isEmpty() ? nic.type() : nic.source()) + "  " + nic.mac());
    }
    for (DomainDescription.Graphics graphics : found.graphics()) {
      String where =
          graphics
              .socket()
              .map(VmFacts::shortened)
              .orElseGet(() ->
                  graphics.port().isPresent()
                      ? graphics.listen() + ":" + graphics.port().getAsInt()
                      : "");
      text("vm.fact.graphics", (graphics.type() + "  " + where).strip());
    }
  }

  private static String shortened(String path) {
    return path.startsWith("/") ? path.substring(path.lastIndexOf('/') + 1) : path;
  }

  private void uuid(String uuid) {
    Label label = Controls.label(uuid, "fact-value", "mono");
    label.setMinWidth(0);
    HBox.setHgrow(label, Priority.ALWAYS);
    HBox box =
        new HBox(
            4,
            label,
            Controls.iconButton(
                Texts.text("vm.copy-uuid"),
                MaterialDesignC.CONTENT_COPY,
                () -> {
                  ClipboardContent content = new ClipboardContent();
                  content.putString(uuid);
                  Clipboard.getSystemClipboard().setContent(content);
                }));
    box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    row(getRowCount(), Texts.text("vm.fact.uuid"), box);
  }

  private Label text(String key, String value) {
    Label label = Controls.label(value, "fact-value");
    row(getRowCount(), Texts.text(key), label);
    return label;
  }

  private void row(int row, String name, javafx.scene.Node value) {
    add(Controls.label(name, "fact-name"), 0, row);
    add(value, 1, row);
  }
}
