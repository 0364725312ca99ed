package io.quantix.vnc.handshake;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version that we speak (RFB 7.1.1). */
public enum ProtocolVersion {
  V3_3("3.3", "RFB 003.003\n"),
  V3_7("3.7", "RFB 003.007\n"),
  V3_8("3.8", "RFB 003.008\n");

  /** Bytes of a greeting. */
  public static final int GREETING = 12;

  private static final Pattern FORM = Pattern.compile("RFB (\\d{3})\\.(\\d{3})\n");

  private final String title;
  private final String greeting;

  ProtocolVersion(String title, String greeting) {
    this.title = title;
    this.greeting = greeting;
  }

  /**
   * The version to speak with a server: its own, or the nearest below that we have. The unpublished
   * 3.4 to 3.6 are spoken as 3.3, as RFC 6143 asks; what is above 3.8 (4.1, 5.0, Apple's 3.889) as
   * 3.8.
   */
  public static ProtocolVersion of(String serverGreeting) throws VncException {
    Matcher form = FORM.matcher(serverGreeting);
    if (!form.matches()) {
      throw Breach.protocol("it does not greet as a VNC server does");
    }
    int version = Integer.parseInt(form.group(1)) * 1000 + Integer.parseInt(form.group(2));
    if (version < 3003) {
      throw Breach.protocol("it speaks RFB " + form.group(1) + "." + form.group(2));
    }
    return version < 3007 ? V3_3 : version == 3007 ? V3_7 : V3_8;
  }

  /** {@code 3.8}. */
  public String title() {
    return title;
  }

  /** What the client answers. */
  public String greeting() {
    return greeting;
  }
}
