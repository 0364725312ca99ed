package io.quantix.libvirt.nativelib;

import com.sun.jna.CallbackReference;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.quantix.libvirt.Prompter;
import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.libvirt.Prompter.SecretRequest;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.libvirt.jna.SizeT;

/**
 * What libvirt asks for while it opens a connection (virConnectAuth), one attempt. libvirt asks on
 * its own thread; the person is asked on the thread that connects, which waits for that.
 */
final class NativeLogin {
  // virConnectCredentialType: a name, a secret, and a question with an answer that may be seen or
  // not.
  private static final int AUTHNAME = 2;
  private static final int PASSPHRASE = 5;
  private static final int ECHOPROMPT = 6;
  private static final int NOECHOPROMPT = 7;
  private static final int[] KINDS = {AUTHNAME, PASSPHRASE, ECHOPROMPT, NOECHOPROMPT};

  private final LibvirtLibrary.CMemory memory;
  private final Memories known;
  private final String driver;
  private final String host;
  private final int attempt;
  private final Map<String, char[]> given = new HashMap<>();
  private final List<SecretRequest> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Optional<Question>> questions = new LinkedBlockingQueue<>();
  // libvirt has their addresses until it has opened the connection.
  private final Callbacks.Authentication callback = this::answer;
  private final Memory kinds = new Memory((long) KINDS.length * Integer.BYTES);
  private final Memory auth = new Memory(4L * Native.POINTER_SIZE);
  private String user;
  private boolean recalled;
  private volatile boolean cancelled;
  private volatile boolean abandoned;

  /** What a host has accepted, so that a further connection asks nobody. */
  static final class Memories {
    private final Map<String, char[]> accepted = new HashMap<>();

    private synchronized Optional<char[]> recall(String key) {
      return Optional.ofNullable(accepted.get(key)).map(char[]::clone);
    }

    private synchronized void keep(Map<String, char[]> answers) {
      answers.forEach((key, value) -> accepted.put(key, value.clone()));
    }

    private synchronized void forget() {
      accepted.values().forEach(each -> Arrays.fill(each, '\0'));
      accepted.clear();
    }
  }

  /** A question, and where its answer goes. */
  private record Question(SecretRequest request, CompletableFuture<Optional<char[]>> answer) {}

  /**
   * One attempt.
   *
   * @param driver as the URI has it, {@code esx}
   * @param user as the URI has it; else empty
   * @param host whom to name in a question
   * @param attempt from 1; above that, what was given before was wrong
   */
  NativeLogin(
      LibvirtLibrary.CMemory memory,
      Memories known,
      String driver,
      String user,
      String host,
      int attempt) {
    this.memory = memory;
    this.known = known;
    this.driver = driver;
    this.user = user;
    this.host = host;
    this.attempt = attempt;
    kinds.write(0, KINDS, 0, KINDS.length);
    auth.clear();
    auth.setPointer(0, kinds);
    auth.setInt(Native.POINTER_SIZE, KINDS.length);
    auth.setPointer(2L * Native.POINTER_SIZE, CallbackReference.getFunctionPointer(callback));
  }

  /** The virConnectAuth for libvirt; lives as long as this object. */
  Pointer auth() {
    return auth;
  }

  // ---- the thread that connects ----

  /**
   * Waits for a question and has it answered.
   *
   * @return false once {@link #over} was called
   */
  boolean ask(Prompter prompter, long nanos) throws InterruptedException {
    Optional<Question> next = questions.poll(nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
    if (next == null || next.isEmpty()) {
      return false;
    }
    Question question = next.get();
    Optional<char[]> answer = Optional.empty();
    try {
      answer = prompter.secret(question.request()).filter(text -> text.length > 0);
    } finally {
      question.answer().complete(answer);
    }
    return true;
  }

  /** libvirt is done with it. */
  void over() {
    questions.add(Optional.empty());
  }

  /** Nobody waits for it any more, and nobody answers. */
  void abandon() {
    abandoned = true;
    questions.forEach(each -> each.ifPresent(open -> open.answer().complete(Optional.empty())));
  }

  /** Whether a person was asked and did not answer. */
  boolean cancelled() {
    return cancelled;
  }

  /** Whether anything was given, by a person or out of memory. */
  boolean used() {
    return !given.isEmpty();
  }

  /** Whether what was given had been accepted before. */
  boolean recalled() {
    return recalled;
  }

  String subject() {
    return user.isEmpty() ? host : user + "@" + host;
  }

  void accepted(Prompter prompter) {
    known.keep(given);
    wipe();
    asked.forEach(prompter::accepted);
  }

  void refused() {
    known.forget();
    wipe();
  }

  private void wipe() {
    given.values().forEach(each -> Arrays.fill(each, '\0'));
  }

  // ---- libvirt's thread ----

  // virConnectCredential: a number, four strings, and the length of the last, which is the answer.
  private int answer(Pointer credentials, int count, Pointer opaque) {
    int size = 6 * Native.POINTER_SIZE;
    for (int i = 0; i < count; i++) {
      Pointer each = credentials.share((long) i * size);
      CStruct in = new CStruct(each);
      int kind = in.int32();
      String prompt = in.text().orElse("");
      Optional<char[]> answer = answer(kind, prompt);
      if (answer.isEmpty()) {
        cancelled = true;
        return -1;
      }
      byte[] bytes = bytes(answer.get());
      Arrays.fill(answer.get(), '\0');
      // libvirt frees it with free(): so it must be memory of the C library, and nobody else's.
      Pointer copy = memory.malloc(new SizeT(bytes.length + 1L));
      copy.write(0, bytes, 0, bytes.length);
      copy.setByte(bytes.length, (byte) 0);
      each.setPointer(4L * Native.POINTER_SIZE, copy);
      each.setInt(5L * Native.POINTER_SIZE, bytes.length);
      Arrays.fill(bytes, (byte) 0);
    }
    return 0;
  }

  private Optional<char[]> answer(int kind, String prompt) {
    String key = kind + " " + prompt;
    Optional<char[]> before = known.recall(key);
    Optional<char[]> answer = before.isPresent() ? before : askPerson(kind, prompt);
    answer.ifPresent(text -> {
      given.put(key, text.clone());
      recalled |= before.isPresent();
      if (kind == AUTHNAME) {
        user = new String(text);
      }
    });
    return answer;
  }

  private Optional<char[]> askPerson(int kind, String prompt) {
    SecretKind secret =
        switch (kind) {
          case AUTHNAME -> SecretKind.USER_NAME;
          case ECHOPROMPT -> SecretKind.ANSWER;
          default -> SecretKind.PASSWORD;
        };
    SecretRequest request =
        new SecretRequest(
            secret,
            "libvirt+" + driver + "://" + (secret == SecretKind.USER_NAME ? host : subject()),
            secret == SecretKind.USER_NAME ? host : subject(),
            secret == SecretKind.ANSWER ? prompt : "",
            kind == AUTHNAME || kind == ECHOPROMPT,
            attempt);
    asked.add(request);
    Question question = new Question(request, new CompletableFuture<>());
    questions.add(Optional.of(question));
    if (abandoned) {
      question.answer().complete(Optional.empty());
    }
    return question.answer().join();
  }

  private static byte[] bytes(char[] text) {
    ByteBuffer encoded = ByteBuffer.allocate(text.length * 4);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), encoded, true);
    byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }
}
