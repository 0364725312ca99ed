package io.quantix.vnc.security;

import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncSecurity;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.transport.LayeredTransport;
import io.quantix.vnc.transport.VncTransport;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the security types of one handshake share: the bytes, who is asked, and how far the two
 * sides are protected and known to each other by now. For the thread that reads.
 */
public final class SecurityExchange {
  private final WireReader in;
  private final LayeredTransport out;
  private final VncCredentials credentials;
  private final VncTrust trust;
  private final List<VncSecurity> allowed;
  private final String outerEncryption;
  private String title = "";
  private String encryption = "";
  private String shown = "";
  private boolean verified;
  private boolean ownWanted;
  private Optional<Layer> afterResult = Optional.empty();
  private Function<IOException, Optional<VncException>> explanation = _ -> Optional.empty();

  private record Layer(String encryption, Function<VncTransport, ? extends VncTransport> maker) {}

  /**
   * One handshake's.
   *
   * @param in reads from {@code out}
   * @param allowed what may be used, the preferred first
   */
  public SecurityExchange(
      WireReader in,
      LayeredTransport out,
      VncCredentials credentials,
      VncTrust trust,
      List<VncSecurity> allowed) {
    this.in = in;
    this.out = out;
    this.credentials = credentials;
    this.trust = trust;
    this.allowed = permitted(allowed, out);
    this.outerEncryption = out.encryption();
  }

  /** Who restricts nothing is not kept from Plain where nobody can listen. */
  private static List<VncSecurity> permitted(List<VncSecurity> allowed, VncTransport out) {
    return out.confidential() && allowed.equals(VncSecurity.byPreference())
        ? List.of(VncSecurity.values())
        : allowed;
  }

  /** What the server sends. */
  public WireReader in() {
    return in;
  }

  /** Whom we talk to, for messages. */
  public String peer() {
    return out.peer();
  }

  /** Types that may be used, the preferred first. */
  public List<VncSecurity> allowed() {
    return allowed;
  }

  /** Sends. */
  public void send(byte... bytes) throws IOException {
    out.write(ByteBuffer.wrap(bytes));
  }

  VncTrust trust() {
    return trust;
  }

  /** The name that the server's certificate must bear and that it goes by otherwise. */
  String host() {
    return trust.host().or(out::host).orElse("localhost");
  }

  /** Whether nobody on the way can read what is sent now. */
  boolean confidential() {
    return out.confidential();
  }

  /** Whether the server has proved who it is. */
  boolean verified() {
    return verified;
  }

  /** What it is that is being done, for people. */
  public String title() {
    return title;
  }

  /** Says what is being done. */
  public void title(String name) {
    title = name;
  }

  /**
   * What protects the bytes, {@code TLSv1.3 TLS_AES_256_GCM_SHA384}: what the security type agreed
   * on, else what the transport brings along; empty if nothing does.
   */
  public String encryption() {
    return encryption.isEmpty() ? outerEncryption : encryption;
  }

  /** What was shown to the server, for a refusal: {@code the password}; empty if nothing. */
  public String shown() {
    return shown;
  }

  /** Whether the server asked for a certificate of ours, and there is none. */
  public boolean lacksOwnCertificate() {
    return ownWanted && trust.own().isEmpty();
  }

  /** The server asks for a certificate of ours. */
  void ownWanted() {
    ownWanted = true;
  }

  /** The server has proved who it is. */
  void proved() {
    verified = true;
  }

  /**
   * Protects everything from here on, both ways, also what has been read already.
   *
   * @param kind the layer's name, as in {@link #encryption}; what protects already stays before it
   */
  <T extends VncTransport> T protect(String kind, Function<VncTransport, T> layer) {
    T made = out.put(in.handBack(), layer);
    encryption = encryption.isEmpty() ? kind : encryption + ", " + kind;
    return made;
  }

  /** Who says what it means if the connection fails before the handshake's end. */
  void explainBy(Function<IOException, Optional<VncException>> explains) {
    explanation = explains;
  }

  /** What a failure means, as far as what protects the connection knows it. */
  public Optional<VncException> explain(IOException failure) {
    return explanation.apply(failure);
  }

  /** Says more exactly what the layer on top does; empty if it does nothing any more. */
  void encryption(String kind) {
    encryption = kind;
  }

  /** Protects everything that follows the SecurityResult. */
  void protectAfterResult(String kind, Function<VncTransport, ? extends VncTransport> layer) {
    afterResult = Optional.of(new Layer(kind, layer));
  }

  /** The server has said yes. */
  public void accepted() {
    afterResult.ifPresent(layer -> protect(layer.encryption(), layer.maker()));
    afterResult = Optional.empty();
  }

  /**
   * Asks for what the server wants to be shown; whoever uses it wipes it.
   *
   * @param wantsUser whether a user's name is needed, too
   * @param secret whether nobody on the way could read it, however the type itself sends it
   * @throws VncException of kind AUTHENTICATION if it is not given
   */
  VncCredential ask(boolean wantsUser, boolean secret) throws VncException {
    Optional<VncCredential> given =
        credentials.ask(new VncCredentials.Request(peer(), title, wantsUser, secret, verified));
    String wants =
        peer() + " wants " + (wantsUser ? "a user's name and a password" : "a password") + ", and ";
    if (given.isEmpty()) {
      throw lacking(wants + "none was given", wantsUser);
    }
    VncCredential credential = given.get();
    if (wantsUser && credential.user().isEmpty()) {
      credential.wipe();
      throw lacking(wants + "no user's name was given", true);
    }
    if (credential.password().length == 0) {
      throw lacking(wants + "no password was given", wantsUser);
    }
    shown = wantsUser ? "the user " + credential.user() + " and the password" : "the password";
    return credential;
  }

  private static VncException lacking(String message, boolean wantsUser) {
    return new VncException(
        VncException.Kind.AUTHENTICATION,
        message,
        wantsUser
            ? "Give the name and the password of a user of the server."
            : "Give the password of the machine's console.");
  }
}
