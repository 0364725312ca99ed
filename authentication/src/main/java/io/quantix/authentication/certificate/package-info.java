/** Certificates and keys in PEM files, and what is to be said about them to a person. */
package io.quantix.authentication.certificate;
