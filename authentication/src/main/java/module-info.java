/** What the protocol engines share about proving who somebody is: certificates and SASL. */
@org.jspecify.annotations.NullMarked
module io.quantix.authentication {
  requires static transitive org.jspecify;
  requires java.naming;
  requires transitive java.security.sasl;

  exports io.quantix.authentication.certificate;
  exports io.quantix.authentication.sasl;
}
