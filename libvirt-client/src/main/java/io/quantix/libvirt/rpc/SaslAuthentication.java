package io.quantix.libvirt.rpc;

import io.quantix.authentication.sasl.ScramClient;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Prompter;
import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.libvirt.Prompter.SecretRequest;
import io.quantix.libvirt.transport.SecurableTransport;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/**
 * Proves to a daemon by SASL who we are (libvirt's remote_protocol.x, auth_sasl_init, _start and
 * _step), asking a person for name and password.
 */
final class SaslAuthentication {
  private static final int ATTEMPTS = 3;
  // Of the mechanisms here none takes more than three.
  private static final int MOST_STEPS = 10;

  // libvirt's VIR_ERR_AUTH_FAILED: the only thing that it says about a wrong password.
  private static final int AUTH_FAILED = 45;

  private final RpcConnection rpc;
  private final Optional<SecurableTransport> securable;
  private final Prompter prompter;
  private final Login login;
  private final Memory memory;
  private final Duration patience;
  private long askedNanos;

  /**
   * Whom to prove what.
   *
   * @param host the host's name, for the mechanism and for questions
   * @param daemon tells the host's daemons apart
   * @param user from the URI; empty if a person is to be asked
   * @param mechanism the one that the URI wants
   */
  record Login(String host, Daemon daemon, Optional<String> user, Optional<String> mechanism) {
    /** A URI of the daemon, or of an account at it, for a question. */
    private String asker(Optional<String> account) {
      String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
      return daemon.scheme()
          + "://"
          + account.map(each -> URLEncoder.encode(each, StandardCharsets.UTF_8) + "@").orElse("")
          + name
          + daemon.port();
    }
  }

  /** A daemon among those of a host: a URI's scheme, and its port with the colon or empty. */
  record Daemon(String scheme, String port) {}

  /**
   * What a host has accepted, so that nobody is asked again for each further connection to it. It
   * lives as long as the connection that it was typed for.
   */
  static final class Memory {
    private Optional<Map.Entry<String, char[]>> accepted = Optional.empty();

    private synchronized Optional<Map.Entry<String, char[]>> recall() {
      return accepted.map(each -> Map.entry(each.getKey(), each.getValue().clone()));
    }

    private synchronized void keep(String user, char[] password) {
      forget();
      accepted = Optional.of(Map.entry(user, password.clone()));
    }

    private synchronized void forget() {
      accepted.ifPresent(each -> Arrays.fill(each.getValue(), '\0'));
      accepted = Optional.empty();
    }
  }

  /**
   * One authentication.
   *
   * @param securable what carries the connection, if that does not encrypt by itself
   * @param memory of what the same host has accepted before
   * @param patience for each answer of the daemon's
   */
  SaslAuthentication(
      RpcConnection rpc,
      Optional<SecurableTransport> securable,
      Prompter prompter,
      Login login,
      Memory memory,
      Duration patience) {
    this.rpc = rpc;
    this.securable = securable;
    this.prompter = prompter;
    this.login = login;
    this.memory = memory;
    this.patience = patience;
  }

  /**
   * Does it; a wrong password may be given three times, each in an exchange of its own.
   *
   * @return the nanoseconds that a person took
   * @throws LibvirtException of kind DENIED, or AUTH_CANCELLED if the person does not answer, or
   *     UNTRUSTED if the host does not know the password itself
   */
  long run() throws LibvirtException, ProtocolException {
    boolean confidential = securable.isEmpty();
    int attempt = 1;
    while (true) {
      String offered = rpc.call(Procedure.AUTH_SASL_INIT, new XdrWriter(), patience).string();
      SaslMechanism mechanism =
          SaslMechanism.choose(offered, login.mechanism(), confidential, rpc.peer());
      Optional<Map.Entry<String, char[]>> recalled = memory.recall();
      String user =
          recalled.isPresent()
              ? recalled.get().getKey()
              : login.user().isPresent()
                  ? login.user().get()
                  : new String(ask(userRequest(attempt)));
      char[] password =
          recalled.isPresent() ? recalled.get().getValue() : ask(passwordRequest(user, attempt));
      try {
        exchange(mechanism, user, password, confidential);
        memory.keep(user, password);
        if (recalled.isEmpty()) {
          if (login.user().isEmpty()) {
            prompter.accepted(userRequest(attempt));
          }
          prompter.accepted(passwordRequest(user, attempt));
        }
        return askedNanos;
      } catch (LibvirtException e) {
        if (e.code() != AUTH_FAILED) {
          throw e;
        }
        memory.forget();
        if (recalled.isPresent()) {
          continue; // it has been changed meanwhile, which is no wrong attempt
        }
        if (attempt == ATTEMPTS) {
          throw new LibvirtException(
              Kind.DENIED,
              e.code(),
              e.domain(),
              rpc.peer()
                  + " did not accept the password of "
                  + user
                  + " ("
                  + mechanism.saslName()
                  + ", "
                  + ATTEMPTS
                  + " times): "
                  + e.getMessage(),
              "Check name and password; on the host, saslpasswd2 -a libvirt "
                  + user
                  + " sets it, and the realm is the host's name unless the name has one"
                  + " (user@realm).",
              e);
        }
        attempt++;
      } finally {
        Arrays.fill(password, '\0');
      }
    }
  }

  private SecretRequest userRequest(int attempt) {
    return new SecretRequest(
        SecretKind.USER_NAME, login.asker(Optional.empty()), login.host(), "", true, attempt);
  }

  private SecretRequest passwordRequest(String user, int attempt) {
    return new SecretRequest(
        SecretKind.PASSWORD,
        login.asker(Optional.of(user)),
        user + "@" + login.host(),
        "",
        false,
        attempt);
  }

  private char[] ask(SecretRequest request) throws LibvirtException {
    long before = System.nanoTime();
    Optional<char[]> answer = prompter.secret(request);
    askedNanos += System.nanoTime() - before;
    return answer
        .filter(given -> given.length > 0)
        .orElseThrow(() ->
            new LibvirtException(
                Kind.AUTH_CANCELLED,
                0,
                0,
                rpc.peer()
                    + " asks for "
                    + (request.kind() == SecretKind.USER_NAME
                        ? "a user's name"
                        : "the password of " + request.subject())
                    + ", and none was given",
                "Connect again and give it."));
  }

  /** What the daemon answers to start and step, which answer alike. */
  private static final class Answer {
    private final boolean complete;
    private final byte[] response;

    Answer(boolean complete, byte[] response) {
      this.complete = complete;
      this.response = response;
    }
  }

  private void exchange(SaslMechanism mechanism, String user, char[] password, boolean confidential)
      throws LibvirtException {
    SaslClient client = null;
    boolean layered = false;
    try {
      client = mechanism.begin(login.host(), user, password, confidential);
      Optional<byte[]> first =
          client.hasInitialResponse()
              ? Optional.of(client.evaluateChallenge(new byte[0]))
              : Optional.empty();
      Answer answer =
          send(
              Procedure.AUTH_SASL_START,
              data(new XdrWriter().string(mechanism.saslName()), first),
              client,
              confidential);
      for (int step = 1; !answer.complete; step++) {
        if (step > MOST_STEPS) {
          throw new SaslException("the host finds no end");
        }
        answer =
            send(
                Procedure.AUTH_SASL_STEP,
                data(new XdrWriter(), Optional.of(answer.response)),
                client,
                confidential);
      }
      layered = !confidential;
    } catch (ScramClient.Impostor e) {
      throw new LibvirtException(
          Kind.UNTRUSTED,
          0,
          0,
          rpc.peer() + " may not be the host: " + e.getMessage(),
          "Do not connect; another machine may be posing as the host.",
          e);
    } catch (SaslException e) {
      throw new LibvirtException(
          Kind.DENIED,
          0,
          0,
          rpc.peer() + ": " + mechanism.saslName() + " failed: " + e.getMessage(),
          "Choose another mechanism in the URI: ?auth=sasl.scram-sha-256.",
          e);
    } finally {
      if (client != null && !layered) {
        dispose(client);
      }
    }
  }

  private static void dispose(SaslClient client) {
    try {
      client.dispose();
    } catch (SaslException e) {
      // It holds nothing but memory.
    }
  }

  private static XdrWriter data(XdrWriter to, Optional<byte[]> data) {
    byte[] bytes = data.orElse(new byte[0]);
    to.flag(data.isEmpty()).integer(bytes.length);
    for (byte each : bytes) {
      to.integer(each); // XDR has no smaller number
    }
    return to;
  }

  /**
   * Sends ours and gives the daemon's word with our answer to it. On the reader's thread, so that
   * the security layer begins exactly behind the reply that ends the exchange.
   */
  private Answer send(
      Procedure procedure, XdrWriter arguments, SaslClient client, boolean confidential)
      throws LibvirtException, SaslException {
    AtomicReference<Answer> answer = new AtomicReference<>(new Answer(false, new byte[0]));
    AtomicReference<Optional<SaslException>> failure = new AtomicReference<>(Optional.empty());
    CompletableFuture<Void> done =
        rpc.submit(
            procedure,
            arguments,
            reply -> {
              try {
                answer.set(take(reply, client, confidential));
              } catch (SaslException e) {
                failure.set(Optional.of(e));
              }
            });
    await(done, procedure);
    if (failure.get().isPresent()) {
      throw failure.get().get();
    }
    return answer.get();
  }

  private Answer take(XdrReader reply, SaslClient client, boolean confidential)
      throws ProtocolException, SaslException {
    boolean complete = reply.integer() != 0;
    boolean nil = reply.integer() != 0;
    int count = reply.count(Limits.SASL_DATA, 4, "bytes of a SASL answer");
    byte[] challenge = new byte[count];
    for (int i = 0; i < count; i++) {
      challenge[i] = (byte) reply.integer();
    }
    byte[] response = new byte[0];
    if (!client.isComplete() && !(complete && nil)) {
      byte[] made = client.evaluateChallenge(challenge);
      response = made == null ? response : made;
    }
    if (!complete) {
      return new Answer(false, response);
    }
    if (!client.isComplete()) {
      throw new SaslException("the host ended the exchange before it had proved itself");
    }
    if (!confidential) {
      if (!"auth-conf".equals(client.getNegotiatedProperty(Sasl.QOP))) {
        throw new SaslException("no encryption was agreed on");
      }
      securable.ifPresent(transport -> transport.secure(client));
    }
    return new Answer(true, response);
  }

  private void await(CompletableFuture<Void> done, Procedure procedure) throws LibvirtException {
    try {
      done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LibvirtException cause) {
        throw cause;
      }
      throw new LibvirtException(
          Kind.PROTOCOL, 0, 0, procedure.words() + ": " + e.getCause(), "", e);
    } catch (TimeoutException e) {
      throw new LibvirtException(
          Kind.TIMEOUT,
          0,
          0,
          procedure.words()
              + ": no answer from "
              + rpc.peer()
              + " within "
              + patience.toMillis()
              + " ms",
          "The host is busy or stuck.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LibvirtException(
          Kind.INTERRUPTED,
          0,
          0,
          procedure.words() + ": interrupted while waiting for " + rpc.peer(),
          "",
          e);
    }
  }
}
