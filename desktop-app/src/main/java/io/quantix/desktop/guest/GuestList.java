package io.quantix.desktop.guest;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/**
 * A list of a guest's: asked for when somebody first looks at it and when it is wanted anew, and
 * filtered here.
 */
final class GuestList<T> implements SectionModel {
  private final GuestModel guest;
  private final Supplier<Question<List<T>>> question;
  private final ObservableList<T> all = FXCollections.observableArrayList();
  private final FilteredList<T> shown = new FilteredList<>(all);
  private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
  private final BooleanProperty asking = new SimpleBooleanProperty(this, "asking");
  private final BooleanProperty known = new SimpleBooleanProperty(this, "known");
  private final ObjectProperty<Optional<GuestFailure>> failure =
      new SimpleObjectProperty<>(Optional.empty());
  private boolean looked;
  private long attempt;

  /**
   * Makes one that has not been asked for.
   *
   * @param matches whether a row has what the filter's text, in lower case, says
   */
  GuestList(GuestModel guest, Question<List<T>> question, BiPredicate<T, String> matches) {
    this(guest, () -> question, matches);
  }

  /**
   * Makes one whose question is another each time.
   *
   * @param question makes it, on the JavaFX thread
   */
  GuestList(
      GuestModel guest, Supplier<Question<List<T>>> question, BiPredicate<T, String> matches) {
    this.guest = guest;
    this.question = question;
    filter.addListener((_, _, text) -> {
      String wanted = text.strip().toLowerCase(java.util.Locale.ROOT);
      shown.setPredicate(wanted.isEmpty() ? null : row -> matches.test(row, wanted));
    });
    guest
        .stateProperty()
        .addListener((_, _, state) -> {
          asking.set(false);
          known.set(false);
          failure.set(Optional.empty());
          all.clear();
          if (state instanceof GuestState.Open && looked) {
            refresh();
          }
        });
  }

  /** The rows that match. */
  ObservableList<T> shown() {
    return shown;
  }

  /** How many rows there are. */
  int total() {
    return all.size();
  }

  /** What rows must have. */
  StringProperty filterProperty() {
    return filter;
  }

  /** Whether the guest is being asked. */
  ReadOnlyBooleanProperty askingProperty() {
    return asking;
  }

  /** Whether the guest has told its rows. */
  ReadOnlyBooleanProperty knownProperty() {
    return known;
  }

  @Override
  public ReadOnlyObjectProperty<Optional<GuestFailure>> failureProperty() {
    return failure;
  }

  @Override
  public void shown(boolean now) {
    looked = now;
    if (now && !known.get()) {
      refresh();
    }
  }

  @Override
  public boolean isSettled() {
    return known.get() || failure.get().isPresent();
  }

  /** Asks for the list anew; what is there stays until it has come. */
  void refresh() {
    if (asking.get()) {
      return;
    }
    long mine = ++attempt;
    asking.set(
        guest.ask(
            question.get(),
            rows -> {
              if (mine == attempt) {
                asking.set(false);
                failure.set(Optional.empty());
                all.setAll(rows);
                known.set(true);
              }
            },
            why -> {
              if (mine == attempt) {
                failed(why);
              }
            }));
  }

  /** Asks for another list, whatever is under way. */
  void restart() {
    asking.set(false);
    known.set(false);
    failure.set(Optional.empty());
    all.clear();
    refresh();
  }

  /** Shows why something was not done. */
  void failed(GuestFailure why) {
    asking.set(false);
    failure.set(Optional.of(why));
  }

  /** Does something to the guest, and asks for the list anew when it was done. */
  void change(Question<?> what) {
    failure.set(Optional.empty());
    boolean _ = guest.ask(what, _ -> refresh(), this::failed);
  }

  /** Does something that gives a row's successor, and puts that in its place. */
  void replace(Predicate<T> old, Question<T> what, Function<T, T> made) {
    failure.set(Optional.empty());
    boolean _ =
        guest.ask(
            what,
            row -> {
              for (int i = 0; i < all.size(); i++) {
                if (old.test(all.get(i))) {
                  all.set(i, made.apply(row));
                }
              }
            },
            this::failed);
  }
}
