package io.quantix.desktop.keyring;

import io.quantix.desktop.keyring.KeyringException.Reason;
import io.quantix.desktop.keyring.SecretAsker.Answer;
import io.quantix.desktop.keyring.SecretAsker.Question;
import io.quantix.desktop.keyring.SecretAsker.Remembered;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Prompter;
import io.quantix.libvirt.Prompter.HostKey;
import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.libvirt.Prompter.SecretRequest;
import io.quantix.libvirt.Prompter.Trust;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Answers what connections ask: by what is remembered, once, and else by asking a person. What a
 * host refuses is forgotten; what it accepts is kept where the person said.
 */
public final class SecretMemory implements HostSecrets, AutoCloseable {
  private static final class Kept {
    private final String connection;
    private final Keeping keeping;
    private final String label;
    private final char[] secret;

    Kept(String connection, Keeping keeping, String label, char[] secret) {
      this.connection = connection;
      this.keeping = keeping;
      this.label = label;
      this.secret = secret.clone();
    }

    Kept copy() {
      return new Kept(connection, keeping, label, secret);
    }

    void wipe() {
      Arrays.fill(secret, '\0');
    }
  }

  private final Keyring keyring;
  private final SecretAsker asker;
  private final Executor later;
  private final Consumer<KeyringException> failed;
  private final Map<SecretName, Kept> given = new HashMap<>();
  private final Map<SecretName, Kept> remembered = new HashMap<>();
  private final Set<SecretName> fromKeyring = new HashSet<>();

  /**
   * Makes one that remembers nothing yet.
   *
   * @param asker asked what is not remembered
   * @param later does what the keyring may take its time for, in order
   * @param failed told what the keyring did not do; what was to be stored is then kept in memory
   */
  public SecretMemory(
      Keyring keyring, SecretAsker asker, Executor later, Consumer<KeyringException> failed) {
    this.keyring = keyring;
    this.asker = asker;
    this.later = later;
    this.failed = failed;
  }

  @Override
  public Prompter prompter(String connection) {
    return new Prompter() {
      @Override
      public Optional<char[]> secret(SecretRequest request) {
        return answer(connection, request);
      }

      @Override
      public void accepted(SecretRequest request) {
        keep(SecretName.of(request));
      }

      @Override
      public Trust unknownHost(HostKey key) {
        return asker.unknownHost(key);
      }
    };
  }

  private Optional<char[]> answer(String connection, SecretRequest request) {
    SecretName name = SecretName.of(request);
    Optional<KeyringException> problem = Optional.empty();
    Remembered before = Remembered.NOTHING;
    // A host's own question has a new answer each time.
    boolean mayKeep = request.kind() != SecretKind.ANSWER;
    if (mayKeep && request.attempt() == 1) {
      synchronized (this) {
        fromKeyring.remove(name);
      }
      Optional<char[]> known = inMemory(name);
      if (known.isPresent()) {
        return known;
      }
      try {
        known = keyring.find(name);
        if (known.isPresent()) {
          synchronized (this) {
            fromKeyring.add(name);
          }
          return known;
        }
      } catch (KeyringException e) {
        problem = Optional.of(e);
      }
    } else if (mayKeep) {
      boolean used;
      boolean wasInMemory;
      synchronized (this) {
        wasInMemory = drop(remembered, name);
        used = fromKeyring.remove(name);
      }
      if (used || wasInMemory) {
        before = Remembered.REFUSED;
      }
      try {
        if (used) {
          keyring.forget(name);
        } else {
          Optional<char[]> there = keyring.find(name);
          there.ifPresent(secret -> Arrays.fill(secret, '\0'));
        }
      } catch (KeyringException e) {
        problem = Optional.of(e);
      }
    }
    if (Thread.currentThread().isInterrupted()) {
      return Optional.empty();
    }
    Optional<Answer> answer = asker.secret(new Question(request, before, problem));
    if (mayKeep) {
      synchronized (this) {
        drop(given, name);
        answer
            .filter(each -> each.keeping() != Keeping.NOT)
            .ifPresent(each ->
                given.put(
                    name, new Kept(connection, each.keeping(), label(request), each.secret())));
      }
    }
    return answer.map(Answer::secret);
  }

  /** What a person sees in the keyring. */
  private static String label(SecretRequest request) {
    return Texts.text(
        "app.keyring.label." + request.kind().name().toLowerCase(Locale.ROOT), request.subject());
  }

  private synchronized Optional<char[]> inMemory(SecretName name) {
    return Optional.ofNullable(remembered.get(name)).map(each -> each.secret.clone());
  }

  private static boolean drop(Map<SecretName, Kept> from, SecretName name) {
    Kept gone = from.remove(name);
    if (gone != null) {
      gone.wipe();
    }
    return gone != null;
  }

  // In memory until the keyring has it: another connection to the host may ask meanwhile.
  private void keep(SecretName name) {
    Kept kept;
    synchronized (this) {
      fromKeyring.remove(name);
      kept = given.remove(name);
      if (kept == null) {
        return;
      }
      drop(remembered, name);
      remembered.put(name, kept);
    }
    if (kept.keeping == Keeping.KEYRING) {
      Kept own = kept.copy();
      later.execute(() -> store(name, own));
    }
  }

  private void store(SecretName name, Kept kept) {
    try {
      keyring.store(name, kept.connection, kept.label, kept.secret);
      synchronized (this) {
        Kept now = remembered.get(name);
        if (now != null && Arrays.equals(now.secret, kept.secret)) {
          drop(remembered, name);
        }
      }
    } catch (KeyringException e) {
      failed.accept(e);
    } finally {
      kept.wipe();
    }
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public Optional<char[]> find(SecretName name) {
    Optional<char[]> known = inMemory(name);
    if (known.isPresent()) {
      return known;
    }
    try {
      return keyring.find(name);
    } catch (KeyringException e) {
      // Whoever is asked in its place is told that, should the answer be kept.
      return Optional.empty();
    }
  }

  @Override
  public void keep(String connection, SecretName name, String label, char[] secret) {
    synchronized (this) {
      drop(given, name);
      given.put(name, new Kept(connection, Keeping.KEYRING, label, secret));
    }
    keep(name);
  }

  @Override
  public void forget(String connection, Runnable done) {
    synchronized (this) {
      for (Map<SecretName, Kept> map : List.of(given, remembered)) {
        map.values()
            .removeIf(each -> {
              boolean ours = each.connection.equals(connection);
              if (ours) {
                each.wipe();
              }
              return ours;
            });
      }
    }
    later.execute(() -> {
      try {
        keyring.forgetAll(connection);
        done.run();
      } catch (KeyringException e) {
        // Where there is no keyring nothing is in it.
        if (e.reason() == Reason.ABSENT) {
          done.run();
        } else {
          failed.accept(e);
        }
      }
    });
  }

  /** Wipes what is in memory; what is in the keyring stays. */
  @Override
  public synchronized void close() {
    given.values().forEach(Kept::wipe);
    remembered.values().forEach(Kept::wipe);
    given.clear();
    remembered.clear();
  }
}
