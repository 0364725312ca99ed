package io.quantix.desktop.keyring;

import io.quantix.desktop.keyring.KeyringException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keyring that serves freedesktop.org's Secret Service in this session, through {@code
 * secret-tool}.
 */
final class SecretToolKeyring implements Keyring {
  // A person has to find and type a password meanwhile.
  private static final Duration PROMPT_PATIENCE = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final byte[] SECRET_LINE = "\nsecret = ".getBytes(StandardCharsets.US_ASCII);

  private final SecretTool tool;
  private final boolean mayPrompt;

  /**
   * Makes one.
   *
   * @param environment where the session is found
   * @param mayPrompt whether the keyring may ask the person to unlock it
   */
  SecretToolKeyring(Map<String, String> environment, boolean mayPrompt) {
    this.tool = new SecretTool(environment);
    this.mayPrompt = mayPrompt;
  }

  private enum There {
    NOTHING,
    SOMETHING_LOCKED,
    OPEN
  }

  @Override
  public Optional<char[]> find(SecretName name) throws KeyringException {
    There there = look(name.attributes(), false);
    if (there == There.NOTHING) {
      return Optional.empty();
    }
    if (there == There.SOMETHING_LOCKED && !mayPrompt) {
      throw locked();
    }
    // It shows the keyring's question, should it be locked.
    SecretTool.Result result = run("lookup", name.attributes());
    if (!result.done()) {
      throw locked();
    }
    return Optional.of(SecretBytes.decode(result.output()));
  }

  @Override
  public void store(SecretName name, String connection, String label, char[] secret)
      throws KeyringException {
    forget(name);
    List<String> command = new ArrayList<>(List.of("store", "--label=" + label));
    command.addAll(words(name.attributes(connection)));
    if (!tool.run(patience(), SecretBytes.encode(secret), command).done()) {
      throw locked();
    }
  }

  @Override
  public void forget(SecretName name) throws KeyringException {
    clear(name.attributes());
  }

  @Override
  public void forgetAll(String connection) throws KeyringException {
    clear(SecretName.attributesOf(connection));
  }

  // What is locked would be passed over without a word.
  private void clear(Map<String, String> attributes) throws KeyringException {
    There there = look(attributes, false);
    if (there == There.SOMETHING_LOCKED && mayPrompt) {
      there = look(attributes, true);
    }
    if (there == There.SOMETHING_LOCKED) {
      throw locked();
    }
    if (there == There.OPEN) {
      var _ = run("clear", attributes);
    }
  }

  /** Looks for items and says whether each can be read. */
  private There look(Map<String, String> attributes, boolean unlock) throws KeyringException {
    List<String> command = new ArrayList<>(List.of("search", "--all"));
    if (unlock) {
      command.add("--unlock");
    }
    command.addAll(words(attributes));
    byte[] found = tool.run(unlock ? PROMPT_PATIENCE : PATIENCE, new byte[0], command).output();
    try {
      // An item begins with its path in brackets; without a secret it is locked.
      int items = count(found, "\n[/".getBytes(StandardCharsets.US_ASCII));
      items += found.length > 1 && found[0] == '[' ? 1 : 0;
      if (items == 0) {
        return There.NOTHING;
      }
      return count(found, SECRET_LINE) >= items ? There.OPEN : There.SOMETHING_LOCKED;
    } finally {
      Arrays.fill(found, (byte) 0);
    }
  }

  private static int count(byte[] in, byte[] what) {
    int count = 0;
    for (int i = 0; i + what.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        count++;
      }
    }
    return count;
  }

  private SecretTool.Result run(String verb, Map<String, String> attributes)
      throws KeyringException {
    List<String> command = new ArrayList<>(List.of(verb));
    command.addAll(words(attributes));
    return tool.run(patience(), new byte[0], command);
  }

  private Duration patience() {
    return mayPrompt ? PROMPT_PATIENCE : PATIENCE;
  }

  private static List<String> words(Map<String, String> attributes) {
    List<String> words = new ArrayList<>();
    attributes.forEach((key, value) -> {
      words.add(key);
      words.add(value);
    });
    return words;
  }

  private static KeyringException locked() {
    return new KeyringException(Reason.LOCKED, "the keyring is locked");
  }
}
