package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.quantix.libvirt.LibvirtException.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** libvirt's driver for VMware ESX, as far as its log-in, against hosts that go wrong. */
class NativeEsxTest {
  // What an ESX host says of itself and of a wrong password (VMware's vSphere Web Services API).
  private static final String SERVICE =
      """
      <RetrieveServiceContentResponse xmlns="urn:vim25"><returnval>
      <rootFolder type="Folder">ha-folder-root</rootFolder>
      <propertyCollector type="PropertyCollector">ha-property-collector</propertyCollector>
      <about><name>VMware ESXi</name><fullName>VMware ESXi 6.7.0</fullName>
      <vendor>VMware, Inc.</vendor><version>6.7.0</version><build>1</build>
      <osType>vmnix-x86</osType><productLineId>embeddedEsx</productLineId>
      <apiType>HostAgent</apiType><apiVersion>6.7</apiVersion></about>
      <sessionManager type="SessionManager">ha-sessionmgr</sessionManager>
      </returnval></RetrieveServiceContentResponse>
      """;
  private static final String WRONG_PASSWORD =
      """
      <soapenv:Fault><faultcode>ServerFaultCode</faultcode>
      <faultstring>Cannot complete login due to an incorrect user name or password.</faultstring>
      </soapenv:Fault>
      """;

  private final List<String> questions = new ArrayList<>();

  private final Prompter person =
      new Prompter() {
        @Override
        public Optional<char[]> secret(SecretRequest request) {
          questions.add(request.kind() + " " + request.subject() + " " + request.attempt());
          return Optional.of("wrong".toCharArray());
        }

        @Override
        public Trust unknownHost(HostKey key) {
          return Trust.NO;
        }
      };

  private static byte[] envelope(String body) {
    // The driver takes no white space between elements.
    return """
    <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
     xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
    <soapenv:Body>%s</soapenv:Body></soapenv:Envelope>\
    """
        .formatted(body.lines().map(String::strip).collect(Collectors.joining()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private LibvirtException failure(int port, Duration patience) {
    LibvirtException failure =
        catchThrowableOfType(
            LibvirtException.class,
            () ->
                Libvirt.connect(
                        "esx://root@127.0.0.1:" + port + "/?transport=http",
                        ConnectOptions.defaults().withPrompter(person).withConnectTimeout(patience))
                    .close());
    assertThat(failure).isNotNull();
    return failure;
  }

  @Test
  void aWrongPasswordIsAskedForThreeTimes() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean login =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                  .contains("<Login ");
          byte[] answer = envelope(login ? WRONG_PASSWORD : SERVICE);
          exchange.sendResponseHeaders(login ? 500 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      LibvirtException failure = failure(server.getAddress().getPort(), Duration.ofSeconds(30));
      assertThat(failure.kind()).isEqualTo(Kind.DENIED);
      assertThat(failure)
          .hasMessageContaining("incorrect user name or password")
          .hasMessageContaining("3 times");
      assertThat(questions)
          .containsExactly(
              "PASSWORD root@127.0.0.1 1",
              "PASSWORD root@127.0.0.1 2",
              "PASSWORD root@127.0.0.1 3");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void nobodyThereIsSaid() throws Exception {
    int port = Ports.free();
    LibvirtException failure = failure(port, Duration.ofSeconds(30));
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageContaining("curl");
    assertThat(failure.hint()).isNotBlank();
  }

  @Test
  void aHostThatSaysNothingIsNotWaitedForLongerThanAsked() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      LibvirtException failure = failure(silent.getLocalPort(), Duration.ofMillis(300));
      assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(failure).hasMessageContaining("300 ms while connecting");
      CompletableFuture<LibvirtException> interrupted = new CompletableFuture<>();
      Thread thread =
          Thread.ofVirtual()
              .start(() ->
                  interrupted.complete(failure(silent.getLocalPort(), Duration.ofMinutes(5))));
      silent.accept().close();
      silent.accept();
      thread.interrupt();
      assertThat(interrupted.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Kind.INTERRUPTED);
    }
  }
}
