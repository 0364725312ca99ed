package io.quantix.libvirt.transport;

import io.quantix.libvirt.LibvirtException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;

/**
 * What a URI's {@code tls_priority} allows: the part of GnuTLS's priority strings that Java can
 * obey. Whatever else is there is refused, since a restriction that is not kept would be a promise
 * broken.
 */
final class TlsPriority {
  private static final Set<String> USUAL =
      Set.of("NORMAL", "SYSTEM", "@SYSTEM", "@LIBVIRT,SYSTEM", "SECURE128", "PERFORMANCE");
  private static final Pattern CHANGE = Pattern.compile("([-+!])(.+)");
  private static final Map<String, String> VERSIONS =
      Map.of("VERS-TLS1.2", "TLSv1.2", "VERS-TLS1.3", "TLSv1.3");
  // Java has none of these, so that it is easy to leave them out.
  private static final Pattern GONE =
      Pattern.compile(
          "VERS-SSL3\\.0|VERS-TLS1\\.[01]|VERS-DTLS.*|ARCFOUR.*|3DES-CBC|MD5|COMP-.*|ANON-.*");
  // GnuTLS's names, and what Java's names of cipher suites have.
  private static final Map<String, String> CIPHERS =
      Map.of(
          "AES-128-GCM", "AES_128_GCM",
          "AES-256-GCM", "AES_256_GCM",
          "AES-128-CBC", "AES_128_CBC",
          "AES-256-CBC", "AES_256_CBC",
          "CHACHA20-POLY1305", "CHACHA20_POLY1305",
          "RSA", "TLS_RSA_",
          "DHE-RSA", "TLS_DHE_RSA_",
          "ECDHE-RSA", "ECDHE_RSA_",
          "ECDHE-ECDSA", "ECDHE_ECDSA_");

  private final String text;
  private final String uri;
  private final Set<String> protocols = new LinkedHashSet<>();
  private final Set<String> suites = new LinkedHashSet<>();

  private TlsPriority(String text, String uri) {
    this.text = text;
    this.uri = uri;
  }

  /**
   * Restricts what TLS may agree on.
   *
   * @param usual what Java offers by itself; changed
   * @param uri for messages
   * @throws LibvirtException of kind BAD_URI that names what cannot be obeyed
   */
  static void apply(Optional<String> priority, SSLParameters usual, String uri)
      throws LibvirtException {
    if (priority.isEmpty()) {
      return;
    }
    TlsPriority wanted = new TlsPriority(priority.get(), uri);
    wanted.protocols.addAll(List.of(usual.getProtocols()));
    wanted.protocols.retainAll(VERSIONS.values());
    wanted.suites.addAll(List.of(usual.getCipherSuites()));
    List<String> words = Arrays.asList(priority.get().split(":", -1));
    wanted.begin(words.getFirst());
    for (String word : words.subList(1, words.size())) {
      wanted.change(word);
    }
    // TLS 1.3 has suites of its own, and they are of no use without it.
    boolean some =
        wanted.protocols.stream()
            .anyMatch(version -> wanted.suites.stream().anyMatch(suite -> of(version).test(suite)));
    if (!some) {
      throw wanted.refused("nothing is left that Java's TLS could use");
    }
    usual.setProtocols(wanted.protocols.toArray(String[]::new));
    usual.setCipherSuites(wanted.suites.toArray(String[]::new));
  }

  private static Predicate<String> of(String version) {
    Predicate<String> newest = suite -> !suite.contains("_WITH_");
    return version.equals("TLSv1.3") ? newest : newest.negate();
  }

  private void begin(String word) throws LibvirtException {
    switch (word) {
      case "SECURE192", "SECURE256" ->
          suites.removeIf(suite -> !suite.contains("256_") && !suite.contains("CHACHA20"));
      case "PFS" -> suites.removeIf(suite -> suite.startsWith("TLS_RSA_"));
      default -> {
        if (!USUAL.contains(word)) {
          throw refused("'" + word + "' is not known as its beginning");
        }
      }
    }
  }

  private void change(String word) throws LibvirtException {
    Matcher change = CHANGE.matcher(word);
    if (!change.matches()) {
      throw refused("'" + word + "' cannot be obeyed");
    }
    boolean add = change.group(1).equals("+");
    String name = change.group(2);
    String version = VERSIONS.get(name);
    String cipher = CIPHERS.get(name);
    if (!add && (name.equals("VERS-ALL") || name.equals("VERS-TLS-ALL"))) {
      protocols.clear();
    } else if (version != null) {
      boolean _ = add ? protocols.add(version) : protocols.remove(version);
    } else if (!add && cipher != null) {
      suites.removeIf(suite -> suite.contains(cipher));
    } else if (add && cipher != null && suites.stream().anyMatch(each -> each.contains(cipher))) {
      return; // it is there anyway
    } else if (add || !GONE.matcher(name).matches()) {
      throw refused("'" + word + "' cannot be obeyed");
    }
  }

  private LibvirtException refused(String why) {
    return new LibvirtException(
        LibvirtException.Kind.BAD_URI,
        0,
        0,
        "the connection URI '" + uri + "' has tls_priority=" + text + ", and " + why,
        "Leave tls_priority away, or use NORMAL, PFS or SECURE256, then :-VERS-ALL, :+VERS-TLS1.2,"
            + " :+VERS-TLS1.3 or :-CIPHER (AES-128-CBC for instance). TLS 1.2 and 1.3 are all that"
            + " is spoken here.");
  }
}
