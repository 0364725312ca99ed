package io.quantix.desktop.guest;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.host.GuestAccess.ChannelAdded;
import io.quantix.desktop.host.NoAgentException.Missing;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** What stands where the guest would: why it cannot be seen, and the way out. */
final class NoGuestView extends VBox {
  private final AppContext context;
  private final GuestModel model;

  NoGuestView(AppContext context, GuestModel model) {
    this.context = context;
    this.model = model;
    getStyleClass().addAll("empty-state", "guest-nothing");
    setAlignment(Pos.CENTER);
  }

  /**
   * Shows how the guest stands.
   *
   * @param missing why it does not have the part that is wanted, if it can be asked at all
   */
  void show(Optional<String> missing) {
    getChildren()
        .setAll(
            switch (model.stateProperty().get()) {
              case GuestState.Off _ ->
                  words(
                      MaterialDesignP.POWER,
                      Texts.text("guest.off"),
                      Texts.text("guest.off.hint"),
                      start());
              case GuestState.Opening _ -> waiting();
              case GuestState.NoAgent(Missing which) -> noAgent(which);
              case GuestState.Busy _ ->
                  words(
                      MaterialDesignL.LOCK_OUTLINE,
                      Texts.text("guest.busy"),
                      Texts.text("guest.busy.hint"),
                      button("guest.take-over", MaterialDesignC.CONNECTION, model::takeOver));
              case GuestState.Failed(GuestFailure why) ->
                  words(
                      MaterialDesignA.ALERT_CIRCLE_OUTLINE,
                      Texts.text("guest.failed"),
                      why.text(),
                      button("guest.again", MaterialDesignR.REFRESH, model::open));
              case GuestState.Open _ ->
                  words(
                      MaterialDesignM.MONITOR_OFF,
                      Texts.text("guest.part-missing"),
                      missing.orElse(""));
            });
  }

  private Button start() {
    Button start =
        button(
            "vm.command.start",
            MaterialDesignP.PLAY,
            () -> {
              var _ = context.hosts().session(model.vm().host()).run(VmCommand.START, model.vm());
            });
    start.setDisable(!model.vm().allows(VmCommand.START));
    return start;
  }

  private static List<Node> waiting() {
    ProgressIndicator wheel = new ProgressIndicator();
    wheel.setMaxSize(32, 32);
    return List.of(wheel, Controls.label(Texts.text("guest.opening"), "empty-text"));
  }

  private List<Node> noAgent(Missing which) {
    Button install =
        button(
            "guest.install",
            MaterialDesignD.DOWNLOAD,
            () -> InstallDialog.show(Optional.ofNullable(getScene()).map(s -> s.getWindow())));
    boolean nextStart =
        model.channelProperty().get().equals(Optional.of(ChannelAdded.AT_NEXT_START));
    if (which == Missing.CHANNEL && !nextStart) {
      return words(
          MaterialDesignM.MONITOR_OFF,
          Texts.text("guest.none"),
          Texts.text("guest.no-channel") + "\n" + Texts.text("guest.adds"),
          button("guest.add-channel", MaterialDesignC.CONNECTION, model::addChannel),
          install);
    }
    return words(
        MaterialDesignM.MONITOR_OFF,
        Texts.text("guest.none"),
        Texts.text(nextStart ? "guest.channel-next-start" : "guest.no-agent")
            + "\n"
            + Texts.text("guest.adds"),
        install);
  }

  private static Button button(String key, Ikon icon, Runnable action) {
    return Controls.button(Texts.text(key), icon, action);
  }

  private static List<Node> words(Ikon sign, String title, String text, Node... actions) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new FontIcon(sign));
    nodes.add(Controls.label(title, "empty-title"));
    Label words = Controls.label(text, "empty-text");
    words.setWrapText(true);
    words.setMinHeight(USE_PREF_SIZE);
    nodes.add(words);
    if (actions.length > 0) {
      FlowPane row = new FlowPane(8, 8, actions);
      row.setAlignment(Pos.CENTER);
      nodes.add(row);
    }
    return nodes;
  }
}
