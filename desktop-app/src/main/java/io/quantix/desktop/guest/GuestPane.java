package io.quantix.desktop.guest;

import io.quantix.agent.client.Guest;
import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.model.VmModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** The page of a VM's guest: its parts, one at a time, or why there are none. */
public final class GuestPane extends VBox {
  // Who goes through the list does not disturb every guest on the way.
  private static final Duration BEFORE_ASKING = Duration.millis(250);

  private final GuestModel model;
  private final ObjectProperty<Section> section;
  private final FlowPane sections = new FlowPane(6, 6);
  private final StackPane place = new StackPane();
  private final NoGuestView nothing;
  private final Map<Section, SectionPart> parts = new EnumMap<>(Section.class);
  private final PauseTransition first = new PauseTransition(BEFORE_ASKING);
  private final FileTransfers transfers;
  private Optional<SectionPart> shown = Optional.empty();
  private final BooleanProperty busy = new SimpleBooleanProperty();
  private Optional<TerminalModel> shell = Optional.empty();
  private boolean left;

  /** A part's view and its model. */
  private record SectionPart(SectionModel model, Node view) {}

  /**
   * Shows a VM's guest until {@link #close}.
   *
   * @param section the part that is shown; outlives this page
   */
  public GuestPane(AppContext context, VmModel vm, ObjectProperty<Section> section) {
    this.section = section;
    model = new GuestModel(context.hosts().session(vm.host()).guests(), vm, Platform::runLater);
    nothing = new NoGuestView(context, model);
    transfers =
        new FileTransfers(
            model,
            name ->
                ConflictDialog.ask(Optional.ofNullable(getScene()).map(s -> s.getWindow()), name));
    busy.bind(transfers.busyProperty());
    getStyleClass().add("guest-pane");
    sections.getStyleClass().add("guest-sections");
    ToggleGroup group = new ToggleGroup();
    for (Section each : Section.values()) {
      sections.getChildren().add(chip(each, group));
    }
    VBox.setVgrow(place, Priority.ALWAYS);
    place.setMinHeight(0);
    getChildren().addAll(sections, place);
    model.stateProperty().addListener(_ -> show());
    show();
    first.setOnFinished(_ -> model.open());
    first.play();
  }

  private ToggleButton chip(Section each, ToggleGroup group) {
    ToggleButton chip = new ToggleButton(each.title());
    chip.getStyleClass().add("chip");
    chip.setId("guest-" + each.key());
    chip.setToggleGroup(group);
    chip.setSelected(each == section.get());
    chip.setOnAction(_ -> {
      chip.setSelected(true); // one of them always holds
      select(each);
    });
    return chip;
  }

  /** Shows a part. */
  public void select(Section wanted) {
    section.set(wanted);
    sections.getChildren().stream()
        .filter(chip -> chip.getId().equals("guest-" + wanted.key()))
        .forEach(chip -> ((ToggleButton) chip).setSelected(true));
    show();
  }

  private void show() {
    if (left) {
      return;
    }
    Optional<Guest> guest = model.guest();
    sections.setDisable(guest.isEmpty());
    sections
        .getChildren()
        .forEach(chip ->
            chip.pseudoClassStateChanged(
                javafx.css.PseudoClass.getPseudoClass("missing"),
                guest.flatMap(open -> named(chip).missingIn(open)).isPresent()));
    Optional<String> missing = guest.flatMap(section.get()::missingIn);
    if (guest.isEmpty() || missing.isPresent()) {
      leave();
      nothing.show(missing);
      place.getChildren().setAll(nothing);
      return;
    }
    SectionPart part = parts.computeIfAbsent(section.get(), this::part);
    if (!shown.equals(Optional.of(part))) {
      leave();
      shown = Optional.of(part);
      part.model().shown(true);
    }
    if (!place.getChildren().equals(List.of(part.view()))) {
      place.getChildren().setAll(part.view());
    }
  }

  private static Section named(Node chip) {
    for (Section each : Section.values()) {
      if (chip.getId().equals("guest-" + each.key())) {
        return each;
      }
    }
    throw new IllegalArgumentException(chip.getId());
  }

  private void leave() {
    shown.ifPresent(part -> part.model().shown(false));
    shown = Optional.empty();
  }

  private SectionPart part(Section which) {
    return switch (which) {
      case OVERVIEW -> {
        OverviewModel overview = new OverviewModel(model);
        yield new SectionPart(overview, new OverviewView(overview));
      }
      case FILES -> list(FilesView.pane(new FilesModel(model), transfers));
      case PROCESSES -> list(Processes.pane(model));
      case SERVICES -> list(Services.pane(model));
      case SOFTWARE -> list(Software.pane(model));
      case TERMINAL -> {
        TerminalSection terminal = new TerminalSection(model);
        shell = Optional.of(terminal.model());
        busy.bind(transfers.busyProperty().or(terminal.model().openProperty()));
        yield new SectionPart(terminal.model(), terminal);
      }
    };
  }

  private static SectionPart list(ListPane<?> pane) {
    return new SectionPart(pane.model(), pane);
  }

  /** Whether there is something to see: a part with its content, or why there is none. */
  public boolean isSettled() {
    return switch (model.stateProperty().get()) {
      case GuestState.Opening _ -> false;
      case GuestState.Open _ -> shown.map(part -> part.model().isSettled()).orElse(true);
      default -> true;
    };
  }

  /** Whether a file is on its way or a shell is open: the page is to be kept then, seen or not. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy;
  }

  /**
   * Somebody looks at it again, or nobody any more.
   *
   * @param now whether it is seen
   */
  public void seen(boolean now) {
    left = !now;
    if (left) {
      leave();
    } else {
      show();
    }
  }

  GuestModel model() {
    return model;
  }

  /** Ends what it has begun. */
  public void close() {
    first.stop();
    leave();
    shell.ifPresent(TerminalModel::close);
    model.close();
  }
}
