package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Prompter.SecretKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and passwords that libvirt's own library asks for: its test driver does, if told to. */
class NativePasswordTest {
  private static final String PASSWORD = "größer als 東京";
  @TempDir Path files;
  private String uri = "";

  @BeforeEach
  void writeHost() throws Exception {
    uri = "test://" + writeHost(files);
  }

  private static Path writeHost(Path folder) throws Exception {
    return Files.writeString(
        folder.resolve("locked.xml"),
        """
        <node>
          <auth><user password='%s'>fred</user></auth>
          <cpu><model>i686</model><active>1</active><mhz>1000</mhz><nodes>1</nodes>
            <sockets>1</sockets><cores>1</cores><threads>1</threads></cpu>
          <memory>1048576</memory>
        </node>
        """
            .formatted(PASSWORD));
  }

  /** Gives each password once, and remembers the questions and who put them. */
  private static final class Person implements Prompter {
    private final List<SecretRequest> questions = new ArrayList<>();
    private final List<Thread> askers = new ArrayList<>();
    private final List<String> passwords;

    Person(String... passwords) {
      this.passwords = new ArrayList<>(Arrays.asList(passwords));
    }

    @Override
    public Optional<char[]> secret(SecretRequest request) {
      questions.add(request);
      askers.add(Thread.currentThread());
      if (request.kind() == SecretKind.USER_NAME) {
        return Optional.of("fred".toCharArray());
      }
      return passwords.isEmpty()
          ? Optional.empty()
          : Optional.of(passwords.removeFirst().toCharArray());
    }

    @Override
    public Trust unknownHost(HostKey key) {
      return Trust.NO;
    }
  }

  private Connection connect(Prompter person) throws LibvirtException {
    return Libvirt.connect(uri, ConnectOptions.defaults().withPrompter(person));
  }

  private LibvirtException failure(Prompter person) {
    LibvirtException failure =
        catchThrowableOfType(LibvirtException.class, () -> connect(person).close());
    assertThat(failure).isNotNull();
    assertThat(failure.hint()).isNotBlank();
    return failure;
  }

  @Test
  void isAskedOnTheThreadThatConnects() throws LibvirtException {
    Person person = new Person(PASSWORD);
    try (Connection host = connect(person)) {
      assertThat(host.hypervisorType()).isEqualToIgnoringCase("test");
    }
    assertThat(person.questions)
        .extracting(request -> request.kind() + " " + request.subject() + " " + request.echo())
        .containsExactly("USER_NAME localhost true", "PASSWORD fred@localhost false");
    assertThat(person.askers).containsOnly(Thread.currentThread());
  }

  @Test
  void aWrongOneIsAskedForAgain() throws LibvirtException {
    Person person = new Person("wrong", PASSWORD);
    connect(person).close();
    assertThat(person.questions)
        .filteredOn(request -> request.kind() == SecretKind.PASSWORD)
        .extracting(Prompter.SecretRequest::attempt)
        .containsExactly(1, 2);
  }

  @Test
  void threeWrongOnesAreEnough() {
    Person person = new Person("wrong", "wrong", "wrong", PASSWORD);
    LibvirtException failure = failure(person);
    assertThat(failure.kind()).isEqualTo(Kind.DENIED);
    assertThat(failure.code()).isEqualTo(45);
    assertThat(failure).hasMessageContaining("fred@localhost").hasMessageContaining("3 times");
    assertThat(person.passwords).containsExactly(PASSWORD);
  }

  @Test
  void whoGivesNoneHasCancelled() {
    assertThat(failure(new Person()).kind()).isEqualTo(Kind.AUTH_CANCELLED);
    assertThat(failure(Prompter.none()).kind()).isEqualTo(Kind.AUTH_CANCELLED);
  }

  @Test
  void aFurtherConnectionAsksNobody() throws LibvirtException {
    Person person = new Person(PASSWORD);
    Connection first = connect(person);
    first.close();
    try (Connection again = first.another()) {
      assertThat(again.isOpen()).isTrue();
    }
    assertThat(person.questions).hasSize(2);
  }

  @Test
  void aPrompterThatFailsFailsTheConnection() {
    Prompter broken =
        new Prompter() {
          @Override
          public Optional<char[]> secret(SecretRequest request) {
            throw new IllegalStateException("no window");
          }

          @Override
          public Trust unknownHost(HostKey key) {
            return Trust.NO;
          }
        };
    assertThat(catchThrowableOfType(IllegalStateException.class, () -> connect(broken)))
        .hasMessage("no window");
  }

  // libvirt frees what it is given: memory that Java frees too aborts the process.
  @Test
  void answersOutliveTheGarbageCollector() throws Exception {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Prompted.class.getName(),
                uri)
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).describedAs(said).isZero();
    assertThat(said).contains("opened 400 times");
  }

  /** Opens a connection with a password many times, collecting garbage in between. */
  static final class Prompted {
    private Prompted() {}

    /** Its argument is the URI. */
    public static void main(String[] arguments) throws LibvirtException {
      int opened = 0;
      for (int i = 0; i < 400; i++) {
        ConnectOptions options = ConnectOptions.defaults().withPrompter(new Person(PASSWORD));
        try (Connection host = Libvirt.connect(arguments[0], options)) {
          opened += host.isOpen() ? 1 : 0;
        }
        if (i % 40 == 0) {
          System.gc();
        }
      }
      System.gc();
      System.out.println("opened " + opened + " times");
    }
  }
}
