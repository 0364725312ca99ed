/** SASL mechanisms (RFC 4422): those of Java, and those that it lacks. */
package io.quantix.authentication.sasl;
