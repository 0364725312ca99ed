package io.quantix.vnc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How a session is held. Made by a {@link Builder}; never changes. */
public final class VncOptions {
  /** {@link #quality()}: pixels are asked for as they are, without loss. */
  public static final int LOSSLESS = -1;

  private static final VncOptions DEFAULTS = new Builder().build();

  private final Builder values;

  private VncOptions(Builder values) {
    this.values = values;
  }

  /**
   * Shared, all encodings, level 1, without loss, 32 bits, 30 s, no credentials, Java's own
   * certificate authorities, every security type.
   */
  public static VncOptions defaults() {
    return DEFAULTS;
  }

  /** A builder that starts with the defaults. */
  public static Builder builder() {
    return DEFAULTS.toBuilder();
  }

  /** A builder that starts with these. */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Leave other clients connected. */
  public boolean shared() {
    return values.shared;
  }

  /** Pixel encodings offered, the preferred first. */
  public List<VncEncoding> encodings() {
    return values.encodings;
  }

  /** The zlib level asked for, 0 (none) to 9. */
  public int compression() {
    return values.compression;
  }

  /** JPEG quality 0 to 9, or {@link #LOSSLESS}: then no JPEG may come. */
  public int quality() {
    return values.quality;
  }

  /**
   * Whether quality and compression follow what the way from the server is measured to carry, about
   * once a second. The two above begin, and hold from 100 Mbit/s on; then at most quality 8 from 16
   * Mbit/s, 6 from 2, 4 from 0.5, 1 below, with more compression. Down at once, up after two
   * seconds.
   */
  public boolean adaptive() {
    return values.adaptive;
  }

  /** How pixels are sent. */
  public PixelFormat pixelFormat() {
    return values.pixelFormat;
  }

  /** How long the server may take until its desktop is known, a person's time not counted. */
  public Duration handshakeTimeout() {
    return values.handshakeTimeout;
  }

  /**
   * How long {@link VncSession#close} waits at most for a server to take what was asked for before
   * it, such as the release of keys; one that is stuck is left without.
   */
  public Duration closeTimeout() {
    return values.closeTimeout;
  }

  /** Who is asked for users and passwords. */
  public VncCredentials credentials() {
    return values.credentials;
  }

  /** Which servers are trusted. */
  public VncTrust trust() {
    return values.trust;
  }

  /** Security types that may be used, the preferred first. */
  public List<VncSecurity> security() {
    return values.security;
  }

  /** Ask for updates all the time; false for a session that only types. */
  public boolean requestUpdates() {
    return values.requestUpdates;
  }

  /** Offer no pseudo-encoding but DesktopSize: nothing but pixels, bells and cut texts may come. */
  public boolean pixelsOnly() {
    return values.pixelsOnly;
  }

  /**
   * Whether large JPEG and PNG pictures are decoded by threads that all sessions of the process
   * share, at most four and fewer than there are processors, while the session reads on. What is
   * shown is the same.
   */
  public boolean parallel() {
    return values.parallel;
  }

  /** Who is shown the bytes that the server sends. */
  public VncTap tap() {
    return values.tap;
  }

  /** The same with a password, asked once if the server wants one and wiped after use. */
  public VncOptions withPassword(Supplier<char[]> password) {
    return toBuilder().password(password).build();
  }

  /** The same with other encodings. */
  public VncOptions withEncodings(List<VncEncoding> encodings) {
    return toBuilder().encodings(encodings).build();
  }

  /** The same with another deadline for the handshake. */
  public VncOptions withHandshakeTimeout(Duration timeout) {
    return toBuilder().handshakeTimeout(timeout).build();
  }

  /** Builds options. */
  public static final class Builder {
    private boolean shared = true;
    private List<VncEncoding> encodings = VncEncoding.byPreference();
    private int compression = 1;
    private int quality = LOSSLESS;
    private boolean adaptive;
    private PixelFormat pixelFormat = PixelFormat.BGRX;
    private Duration handshakeTimeout = Duration.ofSeconds(30);
    private Duration closeTimeout = Duration.ofSeconds(2);
    private VncCredentials credentials = VncCredentials.none();
    private VncTrust trust = VncTrust.defaults();
    private List<VncSecurity> security = VncSecurity.byPreference();
    private boolean requestUpdates = true;
    private boolean pixelsOnly;
    private boolean parallel = true;
    private VncTap tap = VncTap.NONE;

    private Builder() {}

    private Builder(Builder other) {
      shared = other.shared;
      encodings = other.encodings;
      compression = other.compression;
      quality = other.quality;
      adaptive = other.adaptive;
      pixelFormat = other.pixelFormat;
      handshakeTimeout = other.handshakeTimeout;
      closeTimeout = other.closeTimeout;
      credentials = other.credentials;
      trust = other.trust;
      security = other.security;
      requestUpdates = other.requestUpdates;
      pixelsOnly = other.pixelsOnly;
      parallel = other.parallel;
      tap = other.tap;
    }

    /** See {@link VncOptions#shared()}. */
    public Builder shared(boolean value) {
      shared = value;
      return this;
    }

    /** See {@link VncOptions#encodings()}. */
    public Builder encodings(List<VncEncoding> value) {
      encodings = List.copyOf(value);
      return this;
    }

    /** See {@link VncOptions#compression()}. */
    public Builder compression(int value) {
      compression = Math.clamp(value, 0, 9);
      return this;
    }

    /** See {@link VncOptions#quality()}. */
    public Builder quality(int value) {
      quality = Math.clamp(value, LOSSLESS, 9);
      return this;
    }

    /** See {@link VncOptions#adaptive()}. */
    public Builder adaptive(boolean value) {
      adaptive = value;
      return this;
    }

    /** See {@link VncOptions#pixelFormat()}. */
    public Builder pixelFormat(PixelFormat value) {
      pixelFormat = value;
      return this;
    }

    /** See {@link VncOptions#handshakeTimeout()}. */
    public Builder handshakeTimeout(Duration value) {
      handshakeTimeout = value;
      return this;
    }

    /** See {@link VncOptions#closeTimeout()}. */
    public Builder closeTimeout(Duration value) {
      closeTimeout = value;
      return this;
    }

    /** See {@link VncOptions#credentials()}. */
    public Builder credentials(VncCredentials value) {
      credentials = value;
      return this;
    }

    /** A password for servers that ask for no user; an empty array for none. */
    public Builder password(Supplier<char[]> value) {
      return credentials(_ -> {
        char[] secret = value.get();
        return secret.length == 0 ? Optional.empty() : Optional.of(VncCredential.password(secret));
      });
    }

    /** See {@link VncOptions#trust()}. */
    public Builder trust(VncTrust value) {
      trust = value;
      return this;
    }

    /** See {@link VncOptions#security()}. */
    public Builder security(List<VncSecurity> value) {
      security = List.copyOf(value);
      return this;
    }

    /** See {@link VncOptions#requestUpdates()}. */
    public Builder requestUpdates(boolean value) {
      requestUpdates = value;
      return this;
    }

    /** See {@link VncOptions#pixelsOnly()}. */
    public Builder pixelsOnly(boolean value) {
      pixelsOnly = value;
      return this;
    }

    /** See {@link VncOptions#parallel()}. */
    public Builder parallel(boolean value) {
      parallel = value;
      return this;
    }

    /** See {@link VncOptions#tap()}. */
    public Builder tap(VncTap value) {
      tap = value;
      return this;
    }

    /** The options. */
    public VncOptions build() {
      return new VncOptions(new Builder(this));
    }
  }
}
