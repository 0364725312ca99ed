package io.quantix.desktop.text;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/** Every text that a person sees, by its key in {@code messages.properties}. */
public final class Texts {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("io.quantix.desktop.text.messages");

  private Texts() {}

  /** All of them, for a library that looks texts up by itself. */
  public static ResourceBundle bundle() {
    return BUNDLE;
  }

  /** The text of a key. */
  public static String text(String key) {
    return BUNDLE.getString(key);
  }

  /** The text of a key, its {0}, {1} filled in (java.text.MessageFormat). */
  public static String text(String key, Object... arguments) {
    return new MessageFormat(BUNDLE.getString(key), BUNDLE.getLocale()).format(arguments);
  }
}
