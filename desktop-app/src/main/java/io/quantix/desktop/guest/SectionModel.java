package io.quantix.desktop.guest;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;

/** What all parts of a guest's page have. */
interface SectionModel {
  /** Somebody looks at it from now on, or nobody. */
  void shown(boolean now);

  /** Whether what it shows has come, or will not. */
  boolean isSettled();

  /** Why what was asked last was not done. */
  ReadOnlyObjectProperty<Optional<GuestFailure>> failureProperty();
}
