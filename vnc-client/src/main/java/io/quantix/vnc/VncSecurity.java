package io.quantix.vnc;

import java.util.List;

/** Security types that a session can use (RFB 7.1.2 and the registry). */
public enum VncSecurity {
  NONE("None"),
  VNC("VNC authentication");

  private final String title;

  VncSecurity(String title) {
    this.title = title;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** All of them, the safest first. */
  public static List<VncSecurity> byPreference() {
    return List.of(NONE, VNC);
  }
}
