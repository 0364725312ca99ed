package io.quantix.agent.config;

import java.util.List;
import java.util.Optional;

/**
 * A value as it was written.
 *
 * @param line where its key stands
 * @param list whether it was written as a list
 * @param items one for a plain value, none for an empty one
 */
record RawValue(int line, boolean list, List<Scalar> items) {

  /** One text and the line it stands in. */
  record Scalar(String text, int line) {}

  RawValue {
    items = List.copyOf(items);
  }

  /** The text of what is not a list; empty text where nothing was written. */
  Optional<String> scalar() {
    if (list) {
      return Optional.empty();
    }
    return Optional.of(items.isEmpty() ? "" : items.getFirst().text());
  }
}
