package io.quantix.desktop.keyring;

import io.quantix.libvirt.Prompter.SecretKind;
import io.quantix.libvirt.Prompter.SecretRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a secret is remembered by.
 *
 * @param asker who asks for it, as {@link SecretRequest#asker} says
 */
public record SecretName(SecretKind kind, String asker) {
  private static final String APPLICATION = "quantix";

  /** The name of what a question asks for. */
  public static SecretName of(SecretRequest request) {
    return new SecretName(request.kind(), request.asker());
  }

  /** What a keyring finds it by. A program that shows a keyring's content shows these, too. */
  Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("application", APPLICATION);
    attributes.put("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    attributes.put("uri", asker);
    return attributes;
  }

  /** What a keyring finds all those by that were remembered for one libvirt URI. */
  static Map<String, String> attributesOf(String connection) {
    return Map.of("application", APPLICATION, "connection", connection);
  }

  /** What a secret is stored with. */
  Map<String, String> attributes(String connection) {
    Map<String, String> attributes = attributes();
    attributes.put("connection", connection);
    return attributes;
  }
}
