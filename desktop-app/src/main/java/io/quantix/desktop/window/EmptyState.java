package io.quantix.desktop.window;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Notice;
import io.quantix.desktop.text.Texts;
import io.quantix.desktop.vm.VmListModel;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** What stands where no VM is: why, and what to do next. */
final class EmptyState extends VBox {
  private final VmListModel model;
  private final HostActions hosts;

  EmptyState(VmListModel model, HostActions hosts) {
    this.model = model;
    this.hosts = hosts;
    getStyleClass().add("empty-state");
    setAlignment(Pos.CENTER);
  }

  /** Looks anew at why there is nothing. */
  void refresh() {
    List<HostModel> all =
        model.scopeProperty().get().map(List::of).orElse(List.copyOf(model.inventory().hosts()));
    Optional<HostModel> failed = first(all, HostState.FAILED);
    boolean anyVm = all.stream().anyMatch(host -> !host.vms().isEmpty());
    if (all.isEmpty()) {
      show(
          MaterialDesignS.SERVER_PLUS,
          "app.empty.no-hosts",
          Controls.button(Texts.text("app.add-host"), MaterialDesignP.PLUS, hosts::add));
    } else if (anyVm) {
      show(
          MaterialDesignF.FILTER_OUTLINE,
          "app.empty.no-match",
          Controls.button(
              Texts.text("app.empty.clear"),
              MaterialDesignF.FILTER_REMOVE_OUTLINE,
              () -> {
                model.textProperty().set("");
                model.stateFilterProperty().set(VmListModel.StateFilter.ALL);
              }));
    } else if (first(all, HostState.CONNECTING).isPresent()) {
      ProgressIndicator waiting = new ProgressIndicator();
      waiting.setPrefSize(36, 36);
      getChildren()
          .setAll(
              waiting,
              Controls.label(Texts.text("app.empty.connecting", name(all)), "empty-title"));
    } else if (failed.isPresent()) {
      show(failed.get());
    } else if (first(all, HostState.CONNECTED).isPresent()) {
      show(MaterialDesignS.SERVER, "app.empty.no-vms");
    } else {
      show(
          MaterialDesignS.SERVER_OFF,
          "app.empty.disconnected",
          Controls.button(
              Texts.text("app.connect"),
              MaterialDesignP.POWER_PLUG,
              () -> all.forEach(hosts::connect)));
    }
  }

  private void show(HostModel failed) {
    Notice notice =
        failed
            .noticeProperty()
            .get()
            .orElse(new Notice(Notice.Severity.ERROR, Texts.text("app.host.failed"), "", ""));
    FontIcon icon = new FontIcon(MaterialDesignA.ALERT_CIRCLE_OUTLINE);
    icon.getStyleClass().add("danger");
    getChildren()
        .setAll(
            icon,
            Controls.label(
                Texts.text("app.empty.failed", failed.nameProperty().get()), "empty-title"),
            text(notice.message()),
            text(notice.hint()),
            Controls.button(
                Texts.text("app.retry"), MaterialDesignR.REFRESH, () -> hosts.connect(failed)));
  }

  private void show(Ikon icon, String key, Node... actions) {
    getChildren()
        .setAll(
            new FontIcon(icon),
            Controls.label(Texts.text(key), "empty-title"),
            text(Texts.text(key + ".hint")));
    getChildren().addAll(actions);
  }

  private static Label text(String words) {
    Label label = Controls.label(words, "empty-text");
    label.setWrapText(true);
    label.setManaged(!words.isEmpty());
    label.setVisible(!words.isEmpty());
    return label;
  }

  private static Optional<HostModel> first(List<HostModel> hosts, HostState state) {
    return hosts.stream().filter(host -> host.stateProperty().get() == state).findFirst();
  }

  private static String name(List<HostModel> hosts) {
    return first(hosts, HostState.CONNECTING).map(host -> host.nameProperty().get()).orElse("");
  }
}
