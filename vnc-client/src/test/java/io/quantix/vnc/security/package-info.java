/** Tests of the security types, and servers for those that no program has. */
@org.jspecify.annotations.NullMarked
package io.quantix.vnc.security;
