package io.quantix.desktop.console;

import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.keyring.Keeping;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncTrust.Identity;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who we are to a console's server, and whether it is who it should be: by what is known and
 * remembered, and else by asking a person. What a server refuses is forgotten; what it accepts is
 * kept where the person said. For the threads of one console's sessions, one at a time.
 */
final class ServerAccess implements AutoCloseable {
  private enum Origin {
    NOBODY,
    MEMORY,
    SOURCE,
    PERSON
  }

  private final ConsoleSource source;
  private final String key;
  private final ConsoleMemory memory;
  private final ConsoleQuestions questions;
  private final Set<String> trustedOnce = new HashSet<>();
  private Origin used = Origin.NOBODY;
  private boolean sourceRefused;
  private boolean again;
  private Optional<Thread> asking = Optional.empty();
  private Optional<ConsoleQuestions.Given> given = Optional.empty();

  /**
   * Makes one.
   *
   * @param key what the console is remembered by
   */
  ServerAccess(ConsoleSource source, String key, ConsoleMemory memory, ConsoleQuestions questions) {
    this.source = source;
    this.key = key;
    this.memory = memory;
    this.questions = questions;
  }

  /** The same options, with somebody to ask. */
  VncOptions in(VncOptions options) {
    VncCredentials known = options.credentials();
    return options.toBuilder()
        .credentials(request -> credential(request, known))
        .trust(options.trust().withUnknown(this::accept))
        .build();
  }

  private Optional<VncCredential> credential(VncCredentials.Request request, VncCredentials known) {
    Optional<VncCredential> kept = memory.credential(key);
    if (kept.isPresent()) {
      return from(Origin.MEMORY, kept);
    }
    boolean refusedBefore;
    boolean askSource;
    synchronized (this) {
      refusedBefore = again;
      askSource = !sourceRefused;
    }
    Optional<VncCredential> told = askSource ? known.ask(request) : Optional.empty();
    if (told.isPresent()) {
      return from(Origin.SOURCE, told);
    }
    // Without the lock: a person takes time, and the window must not wait for it.
    Optional<ConsoleQuestions.Given> answer =
        asking(() -> questions.credential(request, refusedBefore, source.canRemember()));
    synchronized (this) {
      dropGiven();
      given = answer;
    }
    return from(
        answer.isPresent() ? Origin.PERSON : Origin.NOBODY,
        answer.map(each -> ConsoleMemory.copy(each.credential())));
  }

  private synchronized Optional<VncCredential> from(
      Origin origin, Optional<VncCredential> credential) {
    used = origin;
    return credential;
  }

  private <T> T asking(Supplier<T> question) {
    synchronized (this) {
      asking = Optional.of(Thread.currentThread());
    }
    try {
      return question.get();
    } finally {
      synchronized (this) {
        asking = Optional.empty();
      }
    }
  }

  /** Takes a question away that waits for its answer. */
  synchronized void withdraw() {
    asking.ifPresent(Thread::interrupt);
  }

  /** The server has let us in. */
  synchronized void accepted() {
    again = false;
    sourceRefused = false;
    given.ifPresent(each -> {
      if (each.keeping() != Keeping.NOT) {
        memory.keep(key, each.credential());
      }
      if (each.keeping() == Keeping.KEYRING) {
        source.remember(ConsoleMemory.copy(each.credential()));
      }
    });
    dropGiven();
  }

  /**
   * The server has not let us in.
   *
   * @return whether another try would ask a person, who has not turned the question away
   */
  synchronized boolean refused() {
    dropGiven();
    again = used != Origin.NOBODY;
    switch (used) {
      case MEMORY -> memory.forget(key);
      case SOURCE -> sourceRefused = true;
      case PERSON, NOBODY -> {
        // Nothing of it is kept anywhere.
      }
    }
    boolean worthIt = again;
    used = Origin.NOBODY;
    return worthIt;
  }

  private void dropGiven() {
    given.ifPresent(each -> each.credential().wipe());
    given = Optional.empty();
  }

  private boolean accept(Identity identity) {
    // VMs of a host share its certificate, whatever ports they have today.
    String server = source.vm().map(vm -> vm.host().uri()).orElse(holder(identity.peer()));
    String once = identity.kind() + " " + identity.fingerprint();
    Optional<String> before = Optional.empty();
    try {
      before = memory.servers().fingerprint(server, identity.kind());
    } catch (IOException e) {
      questions.notRemembered(String.valueOf(e.getMessage()));
    }
    synchronized (trustedOnce) {
      if (before.equals(Optional.of(identity.fingerprint())) || trustedOnce.contains(once)) {
        return true;
      }
    }
    ConsoleQuestions.Decision decision = decide(identity, before);
    if (decision == ConsoleQuestions.Decision.REMEMBER) {
      try {
        memory.servers().remember(server, identity);
      } catch (IOException e) {
        questions.notRemembered(String.valueOf(e.getMessage()));
      }
    }
    if (decision == ConsoleQuestions.Decision.NO) {
      return false;
    }
    synchronized (trustedOnce) {
      trustedOnce.add(once);
    }
    return true;
  }

  /** A console proxy has one certificate, whichever path leads to a console. */
  private static String holder(String peer) {
    return peer.replaceFirst("^(wss://[^/]*)/.*", "$1");
  }

  private ConsoleQuestions.Decision decide(Identity identity, Optional<String> before) {
    return asking(() -> questions.server(identity, before));
  }

  /** Wipes what was not decided on. */
  @Override
  public synchronized void close() {
    dropGiven();
  }
}
