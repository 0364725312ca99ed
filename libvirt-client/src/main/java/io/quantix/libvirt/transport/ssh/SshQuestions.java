package io.quantix.libvirt.transport.ssh;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import io.quantix.libvirt.Prompter;
import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.libvirt.Prompter.SecretRequest;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts to a person what the host and the keys ask. Each question is asked three times at most; once
 * a person has turned one away, no other is asked.
 */
final class SshQuestions implements UserInfo, UIKeyboardInteractive {
  static final int ATTEMPTS = 3;

  private final String account;
  private final String subject;
  private final Prompter prompter;
  private final Patience patience;
  private final Map<String, Integer> asked = new HashMap<>();
  private final Map<String, SecretRequest> answered = new LinkedHashMap<>();
  private boolean cancelled;
  private boolean exhausted;
  private @Nullable String password;
  private String banner = "";

  SshQuestions(String account, String subject, Prompter prompter, Patience patience) {
    this.account = account;
    this.subject = subject;
    this.prompter = prompter;
    this.patience = patience;
  }

  /** Whether a person turned a question away. */
  boolean cancelled() {
    return cancelled;
  }

  /** Whether a question was answered wrongly as often as it may be. */
  boolean exhausted() {
    return exhausted;
  }

  /** What the host wrote before it let anybody in. */
  String banner() {
    return banner;
  }

  /** The host has let us in, so that what it was told last was right. */
  void accepted() {
    answered.values().forEach(prompter::accepted);
    answered.clear();
  }

  /** Asks for the passphrase of a key; the caller wipes it. */
  Optional<byte[]> passphrase(Path file, int attempt) {
    if (cancelled) {
      return Optional.empty();
    }
    Optional<char[]> answer = ask(passphraseRequest(file, attempt));
    if (answer.isEmpty()) {
      cancelled = true;
    }
    return answer.map(SshQuestions::bytes);
  }

  /** The passphrase that was given at this attempt opened the key. */
  void passphraseAccepted(Path file, int attempt) {
    prompter.accepted(passphraseRequest(file, attempt));
  }

  private static SecretRequest passphraseRequest(Path file, int attempt) {
    return new SecretRequest(
        SecretKind.PASSPHRASE,
        file.toAbsolutePath().toUri().toString(),
        file.toString(),
        "",
        false,
        attempt);
  }

  private static byte[] bytes(char[] secret) {
    byte[] room = new byte[3 * secret.length];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    CoderResult _ =
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(secret), encoded, true);
    byte[] bytes = Arrays.copyOf(room, encoded.position());
    Arrays.fill(room, (byte) 0);
    Arrays.fill(secret, '\0');
    return bytes;
  }

  private Optional<char[]> ask(SecretRequest request) {
    return patience.whileAPersonAnswers(() -> prompter.secret(request));
  }

  /** One answer of a person; empty if there is none or the attempts are used up. */
  private Optional<String> answer(SecretKind kind, String prompt, boolean echo) {
    String question = kind == SecretKind.PASSWORD ? "password" : prompt;
    int attempt = asked.merge(question, 1, Integer::sum);
    if (cancelled || exhausted || attempt > ATTEMPTS) {
      exhausted |= attempt > ATTEMPTS;
      return Optional.empty();
    }
    SecretRequest request =
        new SecretRequest(kind, account, subject, SshFailures.shown(prompt), echo, attempt);
    Optional<char[]> answer = ask(request);
    if (answer.isEmpty()) {
      cancelled = true;
      return Optional.empty();
    }
    answered.put(question, request);
    char[] secret = answer.get();
    // JSch takes a String, which nobody can wipe.
    String text = new String(secret);
    Arrays.fill(secret, '\0');
    return Optional.of(text);
  }

  @Override
  public boolean promptPassword(String message) {
    password = answer(SecretKind.PASSWORD, "", false).orElse(null);
    return password != null;
  }

  @Override
  public @Nullable String getPassword() {
    String once = password;
    password = null;
    return once;
  }

  @Override
  public String @Nullable [] promptKeyboardInteractive(
      String destination, String name, String instruction, String[] prompt, boolean[] echo) {
    String[] answers = new String[prompt.length];
    for (int i = 0; i < prompt.length; i++) {
      boolean isPassword = !echo[i] && prompt[i].toLowerCase(Locale.ROOT).contains("password");
      String words =
          i == 0 && !instruction.isBlank() ? instruction.strip() + " " + prompt[i] : prompt[i];
      Optional<String> answer =
          answer(isPassword ? SecretKind.PASSWORD : SecretKind.ANSWER, words, echo[i]);
      if (answer.isEmpty()) {
        return null;
      }
      answers[i] = answer.get();
    }
    return answers;
  }

  @Override
  public void showMessage(String message) {
    banner = SshFailures.shown(message);
  }

  // Host keys and passphrases are asked for elsewhere.
  @Override
  public boolean promptPassphrase(String message) {
    return false;
  }

  @Override
  public @Nullable String getPassphrase() {
    return null;
  }

  @Override
  public boolean promptYesNo(String message) {
    return false;
  }
}
