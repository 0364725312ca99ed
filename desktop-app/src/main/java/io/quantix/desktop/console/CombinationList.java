package io.quantix.desktop.console;

import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.input.KeyCombination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The combinations of keys that a person has added, kept in the settings. */
final class CombinationList {
  private final SettingsStore settings;
  private final ObservableList<String> combinations = FXCollections.observableArrayList();

  CombinationList(SettingsStore settings) {
    this.settings = settings;
    combinations.setAll(settings.get().consoles().combinations());
  }

  /** What there is, in the order in which the menu shows it. */
  ObservableList<String> combinations() {
    return FXCollections.unmodifiableObservableList(combinations);
  }

  /** Why a text is no combination of keys; empty if it is one. */
  static Optional<String> problem(String text) {
    try {
      KeyCombination.parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Adds one at the end; what is wrong with it, empty if it was added. */
  Optional<String> add(String text) {
    return put(text, -1, now -> now.add(name(text)));
  }

  /** Puts another one in a place; what is wrong with it, empty if that was done. */
  Optional<String> change(int index, String text) {
    return put(text, index, now -> now.set(index, name(text)));
  }

  private Optional<String> put(String text, int index, Consumer<List<String>> change) {
    Optional<String> problem = problem(text);
    if (problem.isPresent()) {
      return problem;
    }
    int known = combinations.indexOf(name(text));
    if (known >= 0 && known != index) {
      return Optional.of(Texts.text("console.combinations.twice", ConsoleWords.shown(name(text))));
    }
    update(change);
    return Optional.empty();
  }

  /** Takes one away. */
  void remove(int index) {
    update(now -> now.remove(index));
  }

  private void update(Consumer<List<String>> change) {
    List<String> now = new ArrayList<>(combinations);
    change.accept(now);
    combinations.setAll(now);
    settings.update(
        all -> all.withConsoles(all.consoles().withCombinations(List.copyOf(combinations))));
  }

  // One spelling for each, so that none is there twice.
  private static String name(String text) {
    return KeyCombination.parse(text).toString();
  }
}
