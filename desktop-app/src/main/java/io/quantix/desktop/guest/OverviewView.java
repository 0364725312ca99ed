package io.quantix.desktop.guest;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.guest.GuestFacts.Fact;
import io.quantix.desktop.guest.GuestFacts.Meter;
import io.quantix.desktop.guest.OverviewModel.Told;
import io.quantix.desktop.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Who a guest is and how it does, as lines and bars. */
final class OverviewView extends ScrollPane {
  private final OverviewModel model;
  private final FailureLine failure;
  private final FactGrid identity = new FactGrid();
  private final FactGrid addresses = new FactGrid();
  private final FactGrid rates = new FactGrid();
  private final VBox meters = new VBox(10);
  private final VBox body = new VBox(14);
  private List<String> meterNames = List.of();

  OverviewView(OverviewModel model) {
    this.model = model;
    failure = new FailureLine(model);
    body.getStyleClass().add("detail-body");
    setContent(body);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    getStyleClass().add("edge-to-edge");
    model.toldProperty().addListener(_ -> show());
    show();
  }

  private void show() {
    Optional<Told> told = model.toldProperty().get();
    if (told.isEmpty()) {
      body.getChildren().setAll(failure, Controls.label(Texts.text("guest.asking"), "text-muted"));
      return;
    }
    GuestFacts facts = told.get().facts();
    identity.show(facts.identity());
    addresses.show(facts.addresses());
    rates.show(facts.rates());
    showMeters(facts.meters());
    List<Node> parts = new ArrayList<>(List.of(failure));
    add(parts, "", meters, facts.meters().isEmpty());
    add(parts, "", identity, false);
    add(parts, "guest.head.addresses", addresses, facts.addresses().isEmpty());
    add(parts, "guest.head.rates", rates, facts.rates().isEmpty());
    if (!body.getChildren().equals(parts)) {
      body.getChildren().setAll(parts);
    }
  }

  private final java.util.Map<String, Label> heads = new java.util.HashMap<>();

  private void add(List<Node> parts, String head, Node part, boolean empty) {
    if (empty) {
      return;
    }
    if (!head.isEmpty()) {
      parts.add(heads.computeIfAbsent(head, key -> Controls.label(Texts.text(key), "guest-head")));
    }
    parts.add(part);
  }

  private void showMeters(List<Meter> now) {
    List<String> names = now.stream().map(Meter::name).toList();
    if (!names.equals(meterNames)) {
      meterNames = names;
      meters.getChildren().setAll(now.stream().map(_ -> new MeterBar()).toList());
    }
    for (int i = 0; i < now.size(); i++) {
      if (meters.getChildren().get(i) instanceof MeterBar bar) {
        bar.show(now.get(i));
      }
    }
  }

  private static final class MeterBar extends VBox {
    private final Label name = Controls.label("");
    private final Label value = Controls.label("", "text-muted");
    private final ProgressBar bar = new ProgressBar(0);
    private String more = "";

    MeterBar() {
      super(4);
      name.setMinWidth(0);
      value.setMinWidth(USE_PREF_SIZE);
      bar.setMaxWidth(Double.MAX_VALUE);
      bar.getStyleClass().add("guest-meter");
      getChildren().addAll(new HBox(8, name, Controls.spring(), value), bar);
      Controls.tip(name, () -> (name.getText() + "\n" + more).strip());
    }

    void show(Meter meter) {
      name.setText(meter.name());
      value.setText(meter.value());
      more = meter.more();
      bar.setProgress(meter.share());
      bar.setAccessibleText(meter.name());
      bar.pseudoClassStateChanged(
          javafx.css.PseudoClass.getPseudoClass("alarming"), meter.alarming());
    }
  }

  /** Names and values, a line each. */
  private static final class FactGrid extends GridPane {
    private List<Fact> shown = List.of();

    FactGrid() {
      getStyleClass().add("facts");
      ColumnConstraints names = new ColumnConstraints();
      names.setMinWidth(92);
      names.setMaxWidth(160);
      ColumnConstraints values = new ColumnConstraints();
      values.setHgrow(Priority.ALWAYS);
      values.setMinWidth(0);
      getColumnConstraints().addAll(names, values);
    }

    void show(List<Fact> facts) {
      if (facts.equals(shown)) {
        return; // what is selected by a screen reader stays
      }
      shown = facts;
      getChildren().clear();
      for (int i = 0; i < facts.size(); i++) {
        Label name = Controls.label(facts.get(i).name(), "fact-name");
        Label value = Controls.label(facts.get(i).value(), "fact-value");
        value.setWrapText(true);
        GridPane.setValignment(name, javafx.geometry.VPos.TOP);
        addRow(i, name, value);
      }
    }
  }
}
