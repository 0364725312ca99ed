package io.quantix.desktop.window;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.guest.GuestPane;
import io.quantix.desktop.guest.Section;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import io.quantix.desktop.vm.VmActions;
import io.quantix.desktop.vm.VmDetail;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The VM that is selected, from outside or from inside: the page that was chosen stays. */
final class VmPages extends VBox {
  private final AppContext context;
  private final VmActions actions;
  private final BooleanProperty guestChosen = new SimpleBooleanProperty(this, "guestChosen");
  private final ObjectProperty<Section> section = new SimpleObjectProperty<>(Section.OVERVIEW);
  private final StackPane place = new StackPane();
  private Optional<VmModel> vm = Optional.empty();
  private final Map<VmModel, GuestPane> busy = new HashMap<>();
  private Runnable end = () -> {};

  VmPages(AppContext context, VmActions actions) {
    this.context = context;
    this.actions = actions;
    ToggleGroup group = new ToggleGroup();
    HBox pages =
        new HBox(
            page("app.page.machine", "left-pill", false, group),
            page("app.page.guest", "right-pill", true, group));
    pages.getStyleClass().add("vm-pages");
    pages.setAlignment(Pos.CENTER);
    VBox.setVgrow(place, Priority.ALWAYS);
    place.setMinHeight(0);
    getChildren().addAll(pages, place);
    guestChosen.addListener(_ -> build());
  }

  private ToggleButton page(String key, String style, boolean guest, ToggleGroup group) {
    ToggleButton page = new ToggleButton(Texts.text(key));
    page.getStyleClass().add(style);
    page.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(page, Priority.ALWAYS);
    page.setToggleGroup(group);
    page.setSelected(guest == guestChosen.get());
    page.setOnAction(_ -> {
      page.setSelected(true); // one of them always holds
      guestChosen.set(guest);
    });
    guestChosen.addListener((_, _, now) -> page.setSelected(now == guest));
    return page;
  }

  /** Whether the guest's page is chosen. */
  BooleanProperty guestChosenProperty() {
    return guestChosen;
  }

  /** The VM that is shown. */
  Optional<VmModel> vm() {
    return vm;
  }

  /** Shows another VM, or none. */
  void show(Optional<VmModel> another) {
    if (!vm.equals(another)) {
      vm = another;
      build();
    }
  }

  private void build() {
    end.run();
    end = () -> {};
    place.getChildren().clear();
    vm.ifPresent(
        shown -> place.getChildren().add(guestChosen.get() ? guest(shown) : machine(shown)));
  }

  private Node machine(VmModel shown) {
    VmDetail detail = new VmDetail(context, actions, shown);
    end = detail::close;
    return detail;
  }

  private Node guest(VmModel shown) {
    GuestPane guest = busy.remove(shown);
    if (guest == null) {
      guest = new GuestPane(context, shown, section);
    } else {
      guest.seen(true);
      guest.select(section.get());
    }
    GuestPane page = guest;
    end = () -> leave(shown, page);
    return page;
  }

  // A file that is on its way does not stop because nobody looks.
  private void leave(VmModel of, GuestPane page) {
    if (!page.busyProperty().get()) {
      page.close();
      return;
    }
    page.seen(false);
    busy.put(of, page);
    page.busyProperty()
        .addListener((_, _, still) -> {
          if (!still && busy.remove(of, page)) {
            page.close();
          }
        });
  }

  /** Shows a part of the guest's page; what was built of the page stays. */
  void showGuest(Section part) {
    section.set(part);
    guestChosen.set(true);
    place
        .getChildren()
        .forEach(page -> {
          if (page instanceof GuestPane guest) {
            guest.select(part);
          }
        });
  }

  /** Whether the page of the guest has come, or why it has not. */
  boolean isGuestSettled() {
    return place.getChildren().stream()
        .anyMatch(page -> page instanceof GuestPane guest && guest.isSettled());
  }
}
