package io.quantix.authentication.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import javax.security.sasl.SaslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM by the examples of RFC 7677 (SHA-256) and RFC 5802 (SHA-1). */
class ScramClientTest {
  private static final String CHALLENGE =
      "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

  private static ScramClient client(String mechanism, String nonce) {
    return new ScramClient(mechanism, "user", "pencil".toCharArray(), nonce);
  }

  private static String answer(ScramClient client, String challenge) throws SaslException {
    return new String(
        client.evaluateChallenge(challenge.getBytes(StandardCharsets.UTF_8)),
        StandardCharsets.UTF_8);
  }

  private static ScramClient asked() throws SaslException {
    ScramClient client = client("SCRAM-SHA-256", "rOprNGfwEbeRWgbNEkqO");
    assertThat(answer(client, "")).isEqualTo("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    return client;
  }

  @Test
  void theExampleOfRfc7677() throws SaslException {
    ScramClient client = asked();
    assertThat(answer(client, CHALLENGE))
        .isEqualTo(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    assertThat(client.isComplete()).isFalse();
    assertThat(answer(client, "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")).isEmpty();
    assertThat(client.isComplete()).isTrue();
  }

  @Test
  void theExampleOfRfc5802() throws SaslException {
    ScramClient client = client("SCRAM-SHA-1", "fyko+d2lbbFgONRv9qkxdawL");
    answer(client, "");
    assertThat(
            answer(
                client, "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"))
        .isEqualTo(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
    answer(client, "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    assertThat(client.isComplete()).isTrue();
  }

  @Test
  void aHostThatDoesNotKnowThePasswordIsFoundOut() throws SaslException {
    ScramClient client = asked();
    answer(client, CHALLENGE);
    assertThatThrownBy(() -> answer(client, "v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="))
        .isInstanceOf(ScramClient.Impostor.class);
    assertThat(client.isComplete()).isFalse();
  }

  @Test
  void namesAreEscaped() throws SaslException {
    ScramClient client = new ScramClient("SCRAM-SHA-256", "a,b=c", "x".toCharArray(), "n");
    assertThat(answer(client, "")).isEqualTo("n,,n=a=2Cb=3Dc,r=n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "r=another%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "r=rOprNGfwEbeRWgbNEkqO1,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1",
        "r=rOprNGfwEbeRWgbNEkqO1,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000",
        "r=rOprNGfwEbeRWgbNEkqO1,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=many",
        "r=rOprNGfwEbeRWgbNEkqO1,s=****,i=4096",
        "r=rOprNGfwEbeRWgbNEkqO1,s=,i=4096",
        "m=x,r=rOprNGfwEbeRWgbNEkqO1,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
      })
  void nonsenseIsRefused(String challenge) throws SaslException {
    ScramClient client = asked();
    assertThatThrownBy(() -> answer(client, challenge)).isInstanceOf(SaslException.class);
  }
}
